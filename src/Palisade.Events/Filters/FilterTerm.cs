namespace Palisade.Events.Filters;

/// <summary>How a field is compared.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    AtLeast,
    AtMost,
    More,
    Less,
}

/// <summary>One <c>field=value</c> of a filter, not understood yet.</summary>
internal readonly record struct FilterTerm(string Field, Comparison Comparison, string Value)
{
    // Longer signs first: ">=" is not ">" and a value that starts with "=".
    private static readonly (string Sign, Comparison Comparison)[] s_signs =
    [
        ("!=", Comparison.NotEqual), (">=", Comparison.AtLeast), ("<=", Comparison.AtMost),
        ("=", Comparison.Equal), (">", Comparison.More), ("<", Comparison.Less),
    ];

    /// <summary>The alternatives of the value.</summary>
    public string[] Alternatives => Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Splits an expression into its terms.</summary>
    /// <returns>The terms, or what is wrong.</returns>
    public static (List<FilterTerm> Terms, string? Error) Split(string expression)
    {
        var terms = new List<FilterTerm>();
        for (var at = SkipBlanks(expression, 0); at < expression.Length; at = SkipBlanks(expression, at))
        {
            var nameEnd = at;
            while (nameEnd < expression.Length && (char.IsAsciiLetterOrDigit(expression[nameEnd]) || expression[nameEnd] == '_')) nameEnd++;
            var (sign, comparison) = Array.Find(s_signs, s => expression.AsSpan(nameEnd).StartsWith(s.Sign));
            if (nameEnd == at || sign is null) return (terms, $"At character {at + 1}: expected FIELD=VALUE, found '{Word(expression, at)}'.");
            if (!TryValue(expression, nameEnd + sign.Length, out var value, out var end)) return (terms, $"At character {nameEnd + sign.Length + 1}: a quote is not closed.");
            if (value.AsSpan().Trim(", ").IsEmpty) return (terms, $"At character {at + 1}: '{Word(expression, at)}' has no value.");
            terms.Add(new FilterTerm(expression[at..nameEnd].ToLowerInvariant(), comparison, value));
            at = end;
        }

        return (terms, null);
    }

    private static bool TryValue(string text, int start, out string value, out int end)
    {
        if (start < text.Length && text[start] == '"')
        {
            end = text.IndexOf('"', start + 1);
            value = end < 0 ? "" : text[(start + 1)..end];
            return end++ >= 0;
        }

        end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        value = text[start..end];
        return true;
    }

    private static string Word(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        return text[at..end];
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
