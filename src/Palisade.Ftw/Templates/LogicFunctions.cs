using static Palisade.Ftw.Templates.TemplateFunctions;

namespace Palisade.Ftw.Templates;

/// <summary>Functions that compare and choose.</summary>
internal static class LogicFunctions
{
    private const int Many = int.MaxValue;

    /// <summary>The functions by name.</summary>
    public static IReadOnlyList<(string Name, TemplateFunction Function)> All { get; } =
    [
        Entry("not", 1, 1, a => !GoValue.IsTrue(a[0])),
        Entry("eq", 2, Many, a => a.All.Skip(1).Any(v => GoValue.AreEqual(a[0], v))),
        Entry("ne", 2, 2, a => !GoValue.AreEqual(a[0], a[1])),
        Entry("lt", 2, 2, a => GoValue.Compare(a[0], a[1]) < 0),
        Entry("le", 2, 2, a => GoValue.Compare(a[0], a[1]) <= 0),
        Entry("gt", 2, 2, a => GoValue.Compare(a[0], a[1]) > 0),
        Entry("ge", 2, 2, a => GoValue.Compare(a[0], a[1]) >= 0),
        Entry("default", 1, 2, a => a.Count == 2 && GoValue.IsTrue(a[1]) ? a[1] : a[0]),
        Entry("empty", 1, 1, a => !GoValue.IsTrue(a[0])),
        Entry("coalesce", 0, Many, a => a.All.FirstOrDefault(GoValue.IsTrue)),
        Entry("all", 0, Many, a => a.All.All(GoValue.IsTrue)),
        Entry("any", 0, Many, a => a.All.Any(GoValue.IsTrue)),
        Entry("ternary", 3, 3, a => GoValue.IsTrue(a[2]) ? a[0] : a[1]),
        Entry("fail", 1, 1, a => throw a.Fault(a.Text(0))),
    ];
}
