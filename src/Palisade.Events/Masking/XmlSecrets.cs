using System.Buffers;

namespace Palisade.Events.Masking;

/// <summary>The content of XML elements with masked names. (Their attributes are pairs.)</summary>
internal static class XmlSecrets
{
    private const int LongestName = 512;
    private static readonly SearchValues<char> s_nameEnds = SearchValues.Create(" \t\r\n/><");

    /// <summary>Finds the contents.</summary>
    public static void Find(string text, SecretNames names, SecretSpans spans)
    {
        for (var open = text.IndexOf('<', StringComparison.Ordinal); open >= 0; open = text.IndexOf('<', open + 1))
        {
            var length = text.AsSpan(open + 1).IndexOfAny(s_nameEnds);
            if (length <= 0 || length > LongestName) continue;
            var name = text.Substring(open + 1, length);
            if (!names.Covers(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..])) continue;
            var close = text.IndexOf('>', open);
            if (close < 0)
            {
                spans.Add(open + 1 + length, text.Length);
                return;
            }

            if (text[close - 1] == '/') continue;
            // The last end tag of that name: an element of the same name inside does not end it.
            var end = text.LastIndexOf("</" + name, StringComparison.Ordinal);
            if (end <= close) end = text.Length;
            spans.Add(close + 1, end);
            open = end - 1;
            if (open + 1 >= text.Length) return;
        }
    }
}
