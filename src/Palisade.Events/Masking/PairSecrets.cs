using System.Buffers;

namespace Palisade.Events.Masking;

/// <summary><c>name=value</c> in targets, forms, cookies and attributes.</summary>
internal static class PairSecrets
{
    // Longer names are no names; the limit keeps the search linear.
    private const int LongestName = 512;
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create("=&;?#/,\"'<>{}() \t\r\n");

    /// <summary>Finds the values.</summary>
    public static void Find(string text, TextForm form, SecretNames names, SecretSpans spans)
    {
        var (ends, segmentEnd, looked) = (Ends(form), 0, false);
        for (var equals = text.IndexOf('=', StringComparison.Ordinal); equals >= 0; equals = text.IndexOf('=', equals + 1))
        {
            if (segmentEnd <= equals) (segmentEnd, looked) = (IndexOfAny(text, equals + 1, ends), false);
            var (start, end) = form == TextForm.Quoted ? Quoted(text, equals + 1, segmentEnd) : (equals + 1, segmentEnd);
            if (Covers(Name(text, equals), form, names))
            {
                spans.Add(start, end);
                equals = Math.Max(equals, end - 1);
            }
            else if (!looked)
            {
                // Once for a segment: what it hides is behind its first equals sign.
                looked = true;
                if (HidesSecret(text.AsSpan(equals + 1, segmentEnd - equals - 1), names)) spans.Add(equals + 1, segmentEnd);
            }

            if (equals + 1 >= text.Length) return;
        }
    }

    private static string Ends(TextForm form) => form switch
    {
        TextForm.Cookies => ";",
        TextForm.Quoted => "&<\"",
        _ => "&",
    };

    private static bool Covers(string name, TextForm form, SecretNames names) =>
        form == TextForm.Cookies ? names.CoversCookie(name) : names.Covers(name);

    private static string Name(string text, int equals)
    {
        var end = equals;
        while (end > 0 && text[end - 1] is ' ' or '\t') end--;
        var lowest = Math.Max(0, end - LongestName);
        var start = text.AsSpan(lowest, end - lowest).LastIndexOfAny(s_nameEnds);
        return text[(lowest + start + 1)..end];
    }

    private static (int Start, int End) Quoted(string text, int start, int otherwise)
    {
        var open = start;
        while (open < text.Length && text[open] is ' ' or '\t' or '\r' or '\n' or '\\') open++;
        var isQuoted = open < text.Length && text[open] is '"' or '\'';
        return isQuoted ? (open + 1, IndexOfAny(text, open + 1, text.AsSpan(open, 1))) : (start, otherwise);
    }

    private static int IndexOfAny(string text, int from, ReadOnlySpan<char> any)
    {
        var length = text.AsSpan(from).IndexOfAny(any);
        return length < 0 ? text.Length : from + length;
    }

    /// <summary>Whether a value, decoded, has masked names or a card's number in it: an address in a parameter, a form in a form.</summary>
    private static bool HidesSecret(ReadOnlySpan<char> value, SecretNames names)
    {
        if (!value.Contains('%')) return false;
        var text = value.ToString();
        for (var layer = 0; layer < 3; layer++)
        {
            var decoded = Decoding.Url(text);
            if (string.Equals(decoded, text, StringComparison.Ordinal)) return false;
            var inner = new SecretSpans();
            Shallow(decoded, names, inner);
            if (!inner.IsEmpty) return true;
            text = decoded;
        }

        return false;
    }

    private static void Shallow(string text, SecretNames names, SecretSpans spans)
    {
        for (var equals = text.IndexOf('=', StringComparison.Ordinal); equals >= 0; equals = text.IndexOf('=', equals + 1))
        {
            if (names.Covers(Name(text, equals))) spans.Add(equals, equals + 1);
        }

        if (names.Rules.CardNumbers) CardNumbers.Find(text, spans);
        ColonSecrets.Find(text, names, spans);
        XmlSecrets.Find(text, names, spans);
    }
}
