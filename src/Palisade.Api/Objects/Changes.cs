using Palisade.Configuration.Documents;

namespace Palisade.Api.Objects;

/// <summary>What was done, or in a dry run would be.</summary>
/// <param name="Revision">The tenant's revision after it.</param>
public sealed record Applied(long Revision, bool DryRun, IReadOnlyList<ChangeView> Changes);

/// <summary>What became of one object.</summary>
/// <param name="Operation"><c>none</c>, <c>created</c>, <c>replaced</c> or <c>deleted</c>.</param>
/// <param name="Differences">Field by field.</param>
/// <param name="Version">The object's version after it; absent for one that is gone.</param>
public sealed record ChangeView(string Kind, string Namespace, string Name, string Operation, IReadOnlyList<FieldChange> Differences, string? Version = null);

/// <summary>A field that differs.</summary>
/// <param name="Before">Absent where nothing was.</param>
/// <param name="After">Absent where nothing is.</param>
public sealed record FieldChange(string Path, Node? Before = null, Node? After = null);

/// <summary>The difference between two revisions.</summary>
public sealed record DiffView(long From, long To, IReadOnlyList<ChangeView> Changes);

/// <summary>What was done, the newest first.</summary>
/// <param name="Next">For the parameter <c>up_to</c>, to go on; absent at the end.</param>
public sealed record HistoryList(IReadOnlyList<VersionView> Items, long? Next = null);

/// <summary>An object as a revision left it.</summary>
/// <param name="Operation"><c>created</c>, <c>replaced</c> or <c>deleted</c>.</param>
/// <param name="Action">What it was part of: <c>change</c> or <c>revert</c>.</param>
/// <param name="Metadata">As it was then; absent in lists.</param>
/// <param name="Spec">As it was then; absent in lists.</param>
public sealed record VersionView(
    long Revision, string Kind, string Namespace, string Name, string Operation, DateTimeOffset At, string By, string Action, string Reason, long Generation,
    Node? Metadata = null, Node? Spec = null);

/// <summary>Where to go back to.</summary>
/// <param name="Revision">The tenant's revision whose state is to be again.</param>
/// <param name="Reason">For the history.</param>
public sealed record Revert(long Revision, string Reason = "");

/// <summary>What changed after a revision; whole revisions only.</summary>
/// <param name="Revision">Up to where this says everything: go on from here.</param>
/// <param name="IsWhole">Whether that is the newest.</param>
public sealed record Watched(long Revision, bool IsWhole, IReadOnlyList<WatchedChange> Changes);

/// <summary>That a revision changed an object.</summary>
public sealed record WatchedChange(long Revision, string Kind, string Namespace, string Name, string Operation, long Generation);
