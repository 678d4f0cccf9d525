using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Storage.Changes;

/// <summary>Why something was not done.</summary>
public enum RefusalReason
{
    /// <summary>The object itself is wrong.</summary>
    Invalid,

    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>There is one already.</summary>
    Exists,

    /// <summary>It has another version: somebody was faster.</summary>
    Conflict,

    /// <summary>It names an object that is not there, or two that could be meant.</summary>
    Dangling,

    /// <summary>Others name it.</summary>
    InUse,

    /// <summary>It wants what another tenant has.</summary>
    Taken,
}

/// <summary>One reason why nothing was done.</summary>
/// <param name="Fault">The field and what is wrong with it.</param>
public sealed record Refusal(LocalKey Key, RefusalReason Reason, ConfigFault Fault)
{
    /// <summary><c>kind namespace/name, field: message</c>.</summary>
    public override string ToString() => $"{Key}, {Fault}";
}

/// <summary>What became of one object.</summary>
public enum ChangeOperation
{
    /// <summary>It is as it was.</summary>
    None,

    /// <summary>It was made.</summary>
    Created,

    /// <summary>It was changed.</summary>
    Replaced,

    /// <summary>It was taken out.</summary>
    Deleted,
}

/// <summary>What was done, or in a dry run would be, with one object.</summary>
/// <param name="Before">As it was; null when it was not there.</param>
/// <param name="After">As it is; null when it is gone.</param>
public sealed record AppliedChange(LocalKey Key, ChangeOperation Operation, ObjectRecord? Before, ObjectRecord? After)
{
    /// <summary>Every field that differs, with what it was and is.</summary>
    public IReadOnlyList<Difference> Differences() =>
    [
        .. Difference.Between(Before?.Metadata.ToNode() ?? Node.EmptyMap, After?.Metadata.ToNode() ?? Node.EmptyMap, "metadata"),
        .. Before?.SpecHash == After?.SpecHash ? [] : Difference.Between(Before?.ReadSpec(), After?.ReadSpec(), "spec"),
    ];
}

/// <summary>What came of a change: all of it was done, or nothing.</summary>
/// <param name="Revision">The tenant's revision: the new one, or where nothing was changed the one before.</param>
/// <param name="Changes">One for each object, in the order asked. Empty where something was refused.</param>
/// <param name="Refusals">Every reason why nothing was done; empty when it was.</param>
public sealed record ApplyResult(long Revision, IReadOnlyList<AppliedChange> Changes, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>Whether nothing was done because something is wrong.</summary>
    public bool IsRefused => Refusals.Count > 0;
}
