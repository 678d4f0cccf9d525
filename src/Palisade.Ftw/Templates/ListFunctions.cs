using static Palisade.Ftw.Templates.TemplateFunctions;

namespace Palisade.Ftw.Templates;

/// <summary>Functions on lists and dictionaries.</summary>
internal static class ListFunctions
{
    private const int Many = int.MaxValue;

    /// <summary>The functions by name.</summary>
    public static IReadOnlyList<(string Name, TemplateFunction Function)> All { get; } =
    [
        Entry("list", 0, Many, a => a.All.ToList()),
        Entry("tuple", 0, Many, a => a.All.ToList()),
        Entry("first", 1, 1, a => a.List(0).Count > 0 ? a.List(0)[0] : null),
        Entry("last", 1, 1, a => a.List(0).Count > 0 ? a.List(0)[^1] : null),
        Entry("rest", 1, 1, a => a.List(0).Skip(1).ToList()),
        Entry("initial", 1, 1, a => a.List(0).SkipLast(1).ToList()),
        Entry("append", 2, 2, a => Bounded(a, a.List(0).Append(a[1]))),
        Entry("push", 2, 2, a => Bounded(a, a.List(0).Append(a[1]))),
        Entry("prepend", 2, 2, a => Bounded(a, a.List(0).Prepend(a[1]))),
        Entry("concat", 0, Many, a => Bounded(a, Enumerable.Range(0, a.Count).SelectMany(a.List))),
        Entry("reverse", 1, 1, a => a.List(0).Reverse().ToList()),
        Entry("compact", 1, 1, a => a.List(0).Where(GoValue.IsTrue).ToList()),
        Entry("uniq", 1, 1, a => a.List(0).Distinct().ToList()),
        Entry("without", 1, Many, a => a.List(0).Where(v => !a.All.Skip(1).Contains(v)).ToList()),
        Entry("has", 2, 2, a => a[1] is not null && a.List(1).Contains(a[0])),
        Entry("sortAlpha", 1, 1, a => a.List(0).Select(GoFormat.Plain).Order(StringComparer.Ordinal).ToList<object?>()),
        Entry("slice", 1, 3, Slice),
        Entry("index", 1, Many, Index),
        Entry("len", 1, 1, Length),
        Entry("until", 1, 1, a => Count(a, 0, a.Whole(0), a.Whole(0) < 0 ? -1 : 1)),
        Entry("untilStep", 3, 3, a => Count(a, a.Whole(0), a.Whole(1), a.Whole(2))),
        Entry("seq", 0, 3, Sequence),
        Entry("dict", 0, Many, Dictionary),
        Entry("get", 2, 2, a => a.Map(0).TryGetValue(a.Text(1), out var value) ? value : ""),
        Entry("hasKey", 2, 2, a => a.Map(0).ContainsKey(a.Text(1))),
        Entry("keys", 1, 1, a => a.Map(0).Keys.Order(StringComparer.Ordinal).ToList<object?>()),
        Entry("values", 1, 1, a => a.Map(0).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => e.Value).ToList()),
    ];

    private static List<object?> Bounded(TemplateArguments a, IEnumerable<object?> items)
    {
        var list = items.Take(MaxItems + 1).ToList();
        return list.Count <= MaxItems ? list : throw a.Fault("the list is too long");
    }

    private static List<object?> Slice(TemplateArguments a)
    {
        var list = a.List(0);
        var start = a.Count > 1 ? a.Size(1, list.Count) : 0;
        var end = a.Count > 2 ? a.Size(2, list.Count) : list.Count;
        return start <= end ? [.. list.Take(end).Skip(start)] : throw a.Fault($"{start} is behind {end}");
    }

    private static object? Index(TemplateArguments a)
    {
        var value = a[0];
        for (var i = 1; i < a.Count; i++)
        {
            value = value switch
            {
                IReadOnlyDictionary<string, object?> map => map.GetValueOrDefault(a.Text(i)),
                IReadOnlyList<object?> list => list.Count > 0 ? list[a.Size(i, list.Count - 1)] : throw a.Fault("the list is empty"),
                string text => text.Length > 0 ? (long)text[a.Size(i, text.Length - 1)] : throw a.Fault("the text is empty"),
                _ => throw a.Fault($"a {GoValue.Kind(value)} has no members"),
            };
        }

        return value;
    }

    private static object? Length(TemplateArguments a) => a[0] switch
    {
        string text => (long)text.Length,
        IReadOnlyDictionary<string, object?> map => (long)map.Count,
        IReadOnlyList<object?> list => (long)list.Count,
        var other => throw a.Fault($"a {GoValue.Kind(other)} has no length"),
    };

    private static List<object?> Count(TemplateArguments a, long start, long stop, long step)
    {
        var numbers = new List<object?>();
        if (step == 0) return numbers;
        for (var i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            if (numbers.Count >= MaxItems) throw a.Fault("the list is too long");
            numbers.Add(i);
        }

        return numbers;
    }

    // As the program of that name: a text of numbers, the last one included.
    private static string Sequence(TemplateArguments a)
    {
        if (a.Count == 0) return "";
        var start = a.Count == 1 ? 1 : a.Whole(0);
        var stop = a.Whole(a.Count - 1);
        var step = a.Count == 3 ? a.Whole(1) : Math.Sign(stop - start) is var sign and not 0 ? sign : 1;
        return string.Join(' ', Count(a, start, stop + Math.Sign(step), step).Select(GoFormat.Plain));
    }

    private static Dictionary<string, object?> Dictionary(TemplateArguments a)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < a.Count; i += 2) map[GoFormat.Plain(a[i])] = i + 1 < a.Count ? a[i + 1] : "";
        return map;
    }
}
