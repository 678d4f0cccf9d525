using Palisade.Trust.Delivery;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>What the process that tries snapshots is asked.</summary>
/// <param name="Id">Of the question; the answer has the same.</param>
/// <param name="IsWhole">Whether <paramref name="Set"/> is all there is of the tenant.</param>
/// <param name="Ask">Whether the sites that the change touches are asked; otherwise the change is only made ready.</param>
/// <param name="Set">Objects as canonical JSON.</param>
/// <param name="Removed">Objects that are gone, by their keys in a snapshot.</param>
internal sealed record TrialQuestion(long Id, string Tenant, long Revision, bool IsWhole, bool Ask, IReadOnlyList<string> Set, IReadOnlyList<string> Removed);

/// <summary>What it answers. The first answer is to no question, with the id 0: it is ready.</summary>
/// <param name="Fault">What the engine could not do; null for nothing.</param>
internal sealed record TrialAnswer(long Id, string? Fault, bool Compared, int Sites, int SitesAsked, int Requests, int ChangesInAll, IReadOnlyList<SampleChange> Changes, IReadOnlyList<TrialRefusal> Refused)
{
    /// <summary>It is ready.</summary>
    public static TrialAnswer Ready { get; } = new(0, null, false, 0, 0, 0, 0, [], []);
}

/// <summary>An object that was not made ready: see <see cref="Protection.Tenants.RefusedObject"/>.</summary>
internal sealed record TrialRefusal(string Entry, string Field, string Message, bool Kept);
