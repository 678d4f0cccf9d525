namespace Palisade.Api.Audit;

/// <summary>Lines of the audit trail, in their order.</summary>
/// <param name="Next">For the parameter <c>after</c>, to go on; absent at the end.</param>
public sealed record AuditList(IReadOnlyList<AuditLine> Items, long? Next = null);

/// <summary>One line.</summary>
/// <param name="Revision">The revision that it made; 0 where it changed no object.</param>
/// <param name="Hash">Over everything in it, and the line before.</param>
public sealed record AuditLine(long Sequence, DateTimeOffset At, string By, string Action, string Reason, long Revision, string Hash);

/// <summary>Whether the trail was edited.</summary>
/// <param name="Intact">True when nothing was found.</param>
/// <param name="Head">The hash of the last line: remembered elsewhere, it shows a trail that was cut.</param>
public sealed record AuditCheckView(bool Intact, long Lines, string Head, IReadOnlyList<string> Faults);
