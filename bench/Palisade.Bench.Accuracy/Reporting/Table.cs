using System.Globalization;
using Palisade.Bench.Accuracy.Sending;

namespace Palisade.Bench.Accuracy.Reporting;

/// <summary>The rates as text: a line for each file and category, and the sum.</summary>
internal static class Table
{
    /// <summary>Writes the lines of one file.</summary>
    public static void Write(TextWriter output, string file, IReadOnlyList<Outcome> outcomes)
    {
        output.WriteLine(file);
        var groups = outcomes.GroupBy(o => (o.Request.IsAttack, o.Request.Category)).OrderBy(g => g.Key.IsAttack).ThenBy(g => g.Key.Category, StringComparer.Ordinal);
        foreach (var group in groups) Line(output, group.Key.Category, group.Key.IsAttack, Tally.Of(group));
    }

    /// <summary>Writes the sum of all files.</summary>
    public static void WriteSum(TextWriter output, string name, Tally sum)
    {
        output.WriteLine(name);
        if (sum.Attacks > 0) Line(output, "attacks", true, sum);
        if (sum.Harmless > 0) Line(output, "harmless", false, sum);
        if (sum is { Attacks: > 0, Harmless: > 0 }) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"balanced accuracy",-28} {"",7}  {Percent(sum.Balanced)}"));
    }

    private static void Line(TextWriter output, string name, bool isAttack, Tally tally)
    {
        var (all, right, rate) = isAttack ? (tally.Attacks, tally.Blocked, tally.TruePositives) : (tally.Harmless, tally.Passed, tally.TrueNegatives);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {all,7}  {Percent(rate)} {(isAttack ? "blocked" : "passed")}{(right == all ? "" : $", {all - right} wrong")}"));
    }

    // Cut, not rounded: 99.995 % is not 100 %.
    private static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(rate * 10_000 + 1e-9) / 100,6:0.00} %");
}
