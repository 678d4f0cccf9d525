using System.Text;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>Writes a set of bytes as .NET reads it over <see cref="WideText"/>.</summary>
internal static class DotNetClass
{
    /// <summary>Writes a set as one item of a pattern.</summary>
    public static void Write(ByteSet set, StringBuilder text)
    {
        if (set.Count == 1)
        {
            Write(WideText.Of(set.Bytes.First()), text);
            return;
        }

        if (Shorthand(set) is { } shorthand)
        {
            text.Append(shorthand);
            return;
        }

        var ranges = Split(set);
        // Only widened bytes are ever matched, so the shorter of the class and its complement will do. But .NET 10 takes a loop over [^0-9], or over any class
        // that leaves out word characters only, for one over word characters, and then gets \b after it wrong.
        var others = Split(~set);
        var negate = others.Count < ranges.Count && (!(~set).IsSubsetOf(NamedSets.Word) || (~set).Count == 1);
        text.Append(negate ? "[^" : "[");
        foreach (var (from, to) in negate ? others : ranges)
        {
            Write(from, text);
            if (to == from) continue;
            if (to != from + 1) text.Append('-');
            Write(to, text);
        }

        text.Append(']');
    }

    // .NET optimizes these beyond what their classes get; over widened bytes its tables agree with PCRE's.
    private static string? Shorthand(ByteSet set)
    {
        if (set == ByteSet.All) return ".";
        if (set.IsEmpty) return "(?!)";
        if (set == NamedSets.Word) return "\\w";
        if (set == ~NamedSets.Word) return "\\W";
        if (set == NamedSets.Space) return "\\s";
        return set == ~NamedSets.Space ? "\\S" : null;
    }

    /// <summary>The runs of the set as characters: they are not neighbours where ASCII ends.</summary>
    private static List<(char First, char Last)> Split(ByteSet set)
    {
        var ranges = new List<(char, char)>();
        foreach (var (first, last) in set.Ranges)
        {
            if (first < 0x80 && last >= 0x80)
            {
                ranges.Add(((char)first, '\u007F'));
                ranges.Add((WideText.Of(0x80), WideText.Of(last)));
            }
            else
            {
                ranges.Add((WideText.Of(first), WideText.Of(last)));
            }
        }

        return ranges;
    }

    private static void Write(char c, StringBuilder text)
    {
        if (char.IsAsciiLetterOrDigit(c)) text.Append(c);
        else text.Append("\\u").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
    }
}
