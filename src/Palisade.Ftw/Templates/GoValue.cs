namespace Palisade.Ftw.Templates;

/// <summary>
/// The values of templates: null, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>
/// (bytes, widened), lists (<see cref="IReadOnlyList{T}"/> of values) and dictionaries by text.
/// </summary>
internal static class GoValue
{
    /// <summary>What Go calls the kind of a value, for messages.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "nil",
        bool => "bool",
        long => "int",
        double => "float64",
        string => "string",
        IReadOnlyDictionary<string, object?> => "dict",
        _ => "list",
    };

    /// <summary>False for nil, false, zero and everything empty.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        IReadOnlyDictionary<string, object?> map => map.Count > 0,
        IReadOnlyList<object?> list => list.Count > 0,
        _ => true,
    };

    /// <summary>What a range runs over: the members of a list, the entries of a dictionary by key, or the numbers below a number.</summary>
    public static IEnumerable<(object? Key, object? Item)> Items(object? value) => value switch
    {
        null => [],
        long most => Numbers(most),
        IReadOnlyList<object?> list => list.Select((item, i) => ((object?)(long)i, item)),
        IReadOnlyDictionary<string, object?> map => map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => ((object?)e.Key, e.Value)),
        _ => throw new TemplateFaultException($"range cannot run over a {Kind(value)}"),
    };

    /// <summary>The entry of a dictionary; nil when it has none of that name.</summary>
    public static object? Field(object? value, string name) => value is IReadOnlyDictionary<string, object?> map
        ? map.GetValueOrDefault(name)
        : throw new TemplateFaultException($"a {Kind(value)} has no field '{name}'");

    /// <summary>Whether two basic values are equal.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (bool a, bool b) => a == b,
        (string a, string b) => a == b,
        (long or double, long or double) => Compare(left, right) == 0,
        _ => throw new TemplateFaultException($"a {Kind(left)} and a {Kind(right)} cannot be compared"),
    };

    /// <summary>Orders two numbers or two texts.</summary>
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (long or double, long or double) => ToDouble(left).CompareTo(ToDouble(right)),
        _ => throw new TemplateFaultException($"a {Kind(left)} and a {Kind(right)} cannot be ordered"),
    };

    private static double ToDouble(object? value) => value is long whole ? whole : (double)value!;

    private static IEnumerable<(object? Key, object? Item)> Numbers(long most)
    {
        for (long i = 0; i < most; i++) yield return (i, i);
    }
}
