namespace Palisade.SecLang.Grammar;

/// <summary>How messages quote what an author wrote.</summary>
internal static class Quote
{
    private const int Longest = 60;

    /// <summary>In quotes, cut when long, and with bytes that a terminal would act on shown as hexadecimal.</summary>
    public static string Short(string text)
    {
        var shown = text.Length > Longest ? text[..Longest] + "…" : text;
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()))}'";
    }

    /// <summary>The hint for a word that was probably meant.</summary>
    public static string? Suggest(string? nearest) => nearest is null ? null : $"did you mean {nearest}?";
}
