using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Metadata;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Storage.Objects;

/// <summary>An object as a revision left it: who did it, when, what and why.</summary>
/// <param name="Operation"><c>created</c>, <c>replaced</c> or <c>deleted</c>.</param>
/// <param name="Stamp">When, and by whom.</param>
/// <param name="Action">What it was part of: <c>change</c> or <c>revert</c>.</param>
/// <param name="Metadata">As it was; of what was deleted, as it was last.</param>
/// <param name="Spec">The whole spec as canonical JSON; of what was deleted, as it was last.</param>
public sealed record ObjectVersion(
    long Revision, LocalKey Key, string Operation, Stamp Stamp, string Action, string Reason, Guid Uid, long Generation, Annotated Metadata, ReadOnlyMemory<byte> Spec, string SpecHash)
{
    /// <summary>Whether the object is gone since.</summary>
    public bool IsDeletion => Operation == ChangeRow.Deleted;

    /// <summary>The spec as a document.</summary>
    public Node ReadSpec() => JsonText.Read(Spec.Span).Root ?? throw new InvalidOperationException($"The stored spec of {Key} is not JSON.");
}

/// <summary>Which part of the history is asked for; the newest come first.</summary>
public sealed record HistoryQuery
{
    /// <summary>Of one object; null (the default) for all of the tenant.</summary>
    public LocalKey? Key { get; init; }

    /// <summary>Up to this revision, it included. Default the newest.</summary>
    public long UpTo { get; init; } = long.MaxValue;

    /// <summary>How many at most: 1 to 5,000. Default 100.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>That a revision changed an object.</summary>
public sealed record ChangedObject(long Revision, LocalKey Key, string Operation, long Generation, string SpecHash);

/// <summary>What changed after a revision.</summary>
/// <param name="Revision">Up to where this says everything; ask again from here.</param>
/// <param name="IsWhole">Whether that is the tenant's newest.</param>
public sealed record ChangesSince(long Revision, bool IsWhole, IReadOnlyList<ChangedObject> Changes);
