using System.Globalization;
using Palisade.Bench.Accuracy.Sending;

namespace Palisade.Bench.Accuracy.Reporting;

/// <summary>What the labelled requests beside the project must show.</summary>
internal static class Floor
{
    private const double Prose = 0.998;
    private const double Balanced = 0.995;

    /// <summary>Says which floor is kept.</summary>
    /// <returns>0 when all are kept, otherwise 1.</returns>
    public static int Check(TextWriter output, IEnumerable<Outcome> outcomes)
    {
        var all = outcomes.ToList();
        bool[] kept =
        [
            Say(output, "harmless prose that passes", Tally.Of(all.Where(o => o.Request.Category == "prose")).TrueNegatives, Prose),
            Say(output, "balanced accuracy of all", Tally.Of(all).Balanced, Balanced),
        ];
        return kept.All(k => k) ? 0 : 1;
    }

    private static bool Say(TextWriter output, string what, double rate, double floor)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(rate >= floor ? "kept" : "missed")}: {what} {rate:P2}, floor {floor:P1}"));
        return rate >= floor;
    }
}
