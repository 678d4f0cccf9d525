using static Palisade.Ftw.Templates.TemplateFunctions;

namespace Palisade.Ftw.Templates;

/// <summary>Functions on numbers. Whole numbers wrap around at 64 bits, as Go's.</summary>
internal static class NumberFunctions
{
    private const int Many = int.MaxValue;

    /// <summary>The functions by name.</summary>
    public static IReadOnlyList<(string Name, TemplateFunction Function)> All { get; } =
    [
        Entry("add", 0, Many, a => Fold(a, 0, (x, y) => unchecked(x + y))),
        Entry("add1", 1, 1, a => unchecked(a.Whole(0) + 1)),
        Entry("sub", 2, 2, a => unchecked(a.Whole(0) - a.Whole(1))),
        Entry("mul", 1, Many, a => Fold(a, 1, (x, y) => unchecked(x * y))),
        Entry("div", 2, 2, a => Divide(a, (x, y) => x / y)),
        Entry("mod", 2, 2, a => Divide(a, (x, y) => x % y)),
        Entry("max", 1, Many, a => Fold(a, long.MinValue, Math.Max)),
        Entry("min", 1, Many, a => Fold(a, long.MaxValue, Math.Min)),
        Entry("int", 1, 1, a => a.Whole(0)),
        Entry("int64", 1, 1, a => a.Whole(0)),
        Entry("atoi", 1, 1, a => long.TryParse(a.Text(0), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0L),
        Entry("float64", 1, 1, a => a.Number(0)),
        Entry("floor", 1, 1, a => Math.Floor(a.Number(0))),
        Entry("ceil", 1, 1, a => Math.Ceiling(a.Number(0))),
    ];

    private static long Fold(TemplateArguments a, long seed, Func<long, long, long> step) =>
        Enumerable.Range(0, a.Count).Aggregate(seed, (sum, i) => step(sum, a.Whole(i)));

    private static long Divide(TemplateArguments a, Func<long, long, long> divide)
    {
        if (a.Whole(1) == 0) throw a.Fault("division by zero");

        // .NET throws for the smallest number by -1, Go wraps around.
        return a.Whole(1) == -1 ? divide(unchecked(-a.Whole(0)), 1) : divide(a.Whole(0), a.Whole(1));
    }
}
