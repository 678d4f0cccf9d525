namespace Palisade.Configuration.Policies;

/// <summary>What a requirement asks of a label.</summary>
public enum LabelOperator
{
    /// <summary><c>key in (a,b)</c>, <c>key = a</c>: the label has one of the values.</summary>
    In,

    /// <summary><c>key notin (a,b)</c>, <c>key != a</c>: it has none of the values, or is absent.</summary>
    NotIn,

    /// <summary><c>key</c>: it is there.</summary>
    Exists,

    /// <summary><c>!key</c>: it is not there.</summary>
    Absent,
}

/// <summary>One requirement of a selector.</summary>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    /// <summary>Whether a label's value fulfils it; null for a label that is not there.</summary>
    public bool Admits(string? value) => Operator switch
    {
        LabelOperator.In => value is not null && Has(value),
        LabelOperator.NotIn => value is null || !Has(value),
        LabelOperator.Exists => value is not null,
        _ => value is null,
    };

    private bool Has(string value)
    {
        for (var i = 0; i < Values.Count; i++)
        {
            if (string.Equals(Values[i], value, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}

/// <summary>
/// A label selector in the syntax of Kubernetes: requirements parted by commas, all of which must hold
/// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
/// </summary>
public sealed record LabelSelector(IReadOnlyList<LabelRequirement> Requirements)
{
    /// <summary>Whether labels fulfil every requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => Requirements.All(r => r.Admits(labels.GetValueOrDefault(r.Key)));

    /// <summary>Reads a selector.</summary>
    /// <returns>The selector, or what is wrong in one sentence.</returns>
    public static (LabelSelector? Selector, string? Fault) Parse(string text)
    {
        var requirements = new List<LabelRequirement>();
        foreach (var part in Parts(text))
        {
            if (Requirement(part.Trim()) is not { } requirement) return (null, $"'{part.Trim()}' is not a requirement such as 'key in (a,b)', 'key notin (a)', 'key=a', 'key!=a', 'key' or '!key'.");
            requirements.Add(requirement);
        }

        return (new(requirements), null);
    }

    /// <summary>Every fault of a list of selectors, with <paramref name="at"/> as its path.</summary>
    public static IEnumerable<ConfigFault> Check(string at, IReadOnlyList<string> expressions)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            if (Parse(expressions[i]).Fault is { } fault) yield return new($"{at}[{i}]", fault);
        }
    }

    /// <summary>At the commas that are not between parentheses.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var (start, inside) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(') inside = true;
            else if (text[i] is ')') inside = false;
            else if (text[i] is ',' && !inside)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static LabelRequirement? Requirement(string text)
    {
        if (text.StartsWith('!')) return LabelText.IsKey(text[1..].Trim()) ? new(text[1..].Trim(), LabelOperator.Absent, []) : null;
        if (LabelText.IsKey(text)) return new(text, LabelOperator.Exists, []);
        if (text.EndsWith(')')) return Set(text);

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1) return null;

        var isNot = text[equals - 1] is '!';
        var value = text[(equals + 1)..];
        if (!isNot && value.StartsWith('=')) value = value[1..];
        return Of(text[..(isNot ? equals - 1 : equals)], isNot ? LabelOperator.NotIn : LabelOperator.In, [value.Trim()]);
    }

    private static LabelRequirement? Set(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return null;

        string[] words = text[..open].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string[] values = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        return words switch
        {
            [var key, "in"] => Of(key, LabelOperator.In, values),
            [var key, "notin"] => Of(key, LabelOperator.NotIn, values),
            _ => null,
        };
    }

    private static LabelRequirement? Of(string key, LabelOperator asks, string[] values) =>
        LabelText.IsKey(key.Trim()) && values.All(v => LabelText.IsValue(v)) ? new(key.Trim(), asks, values) : null;
}
