using Palisade.Bench.Accuracy.Sending;

namespace Palisade.Bench.Accuracy.Reporting;

/// <summary>How many requests were treated as their label asks.</summary>
internal readonly record struct Tally(int Attacks, int Blocked, int Harmless, int Passed)
{
    /// <summary>The share of attacks that were stopped; 1 when there was none.</summary>
    public double TruePositives => Attacks is 0 ? 1 : Blocked / (double)Attacks;

    /// <summary>The share of harmless requests that came through; 1 when there was none.</summary>
    public double TrueNegatives => Harmless is 0 ? 1 : Passed / (double)Harmless;

    /// <summary>The mean of the two.</summary>
    public double Balanced => (TruePositives + TrueNegatives) / 2;

    /// <summary>Counts outcomes.</summary>
    public static Tally Of(IEnumerable<Outcome> outcomes) => outcomes.Aggregate(default(Tally), (tally, outcome) => outcome.Request.IsAttack
        ? tally with { Attacks = tally.Attacks + 1, Blocked = tally.Blocked + (outcome.CameThrough ? 0 : 1) }
        : tally with { Harmless = tally.Harmless + 1, Passed = tally.Passed + (outcome.CameThrough ? 1 : 0) });
}
