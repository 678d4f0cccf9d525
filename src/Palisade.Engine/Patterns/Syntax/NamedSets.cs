using System.Collections.Frozen;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>The byte classes that PCRE names, in its default tables (the C locale): bytes above 0x7F are neither letters nor space.</summary>
public static class NamedSets
{
    /// <summary><c>\d</c> and <c>[:digit:]</c>.</summary>
    public static ByteSet Digit { get; } = ByteSet.Range((byte)'0', (byte)'9');

    /// <summary><c>[:upper:]</c>.</summary>
    public static ByteSet Upper { get; } = ByteSet.Range((byte)'A', (byte)'Z');

    /// <summary><c>[:lower:]</c>.</summary>
    public static ByteSet Lower { get; } = ByteSet.Range((byte)'a', (byte)'z');

    /// <summary><c>\w</c> and <c>[:word:]</c>: ASCII letters, digits and the underscore.</summary>
    public static ByteSet Word { get; } = Digit | Upper | Lower | ByteSet.Of((byte)'_');

    /// <summary><c>\s</c> and <c>[:space:]</c>: tab, line feed, vertical tab (since PCRE 8.34), form feed, carriage return, space.</summary>
    public static ByteSet Space { get; } = ByteSet.Range(0x09, 0x0D) | ByteSet.Of((byte)' ');

    /// <summary><c>\h</c>: tab, space and the non-breaking space 0xA0.</summary>
    public static ByteSet HorizontalSpace { get; } = ByteSet.Of(0x09) | ByteSet.Of((byte)' ') | ByteSet.Of(0xA0);

    /// <summary><c>\v</c>: line feed, vertical tab, form feed, carriage return and the next-line byte 0x85.</summary>
    public static ByteSet VerticalSpace { get; } = ByteSet.Range(0x0A, 0x0D) | ByteSet.Of(0x85);

    /// <summary><c>\N</c>, and <c>.</c> where it does not match line feeds.</summary>
    public static ByteSet NotLineFeed { get; } = ~ByteSet.Of((byte)'\n');

    private static readonly FrozenDictionary<string, ByteSet> Posix = new Dictionary<string, ByteSet>
    {
        ["alnum"] = Digit | Upper | Lower,
        ["alpha"] = Upper | Lower,
        ["ascii"] = ByteSet.Range(0x00, 0x7F),
        ["blank"] = ByteSet.Of((byte)' ') | ByteSet.Of(0x09),
        ["cntrl"] = ByteSet.Range(0x00, 0x1F) | ByteSet.Of(0x7F),
        ["digit"] = Digit,
        ["graph"] = ByteSet.Range(0x21, 0x7E),
        ["lower"] = Lower,
        ["print"] = ByteSet.Range(0x20, 0x7E),
        ["punct"] = ByteSet.Range(0x21, 0x7E) & ~(Digit | Upper | Lower),
        ["space"] = Space,
        ["upper"] = Upper,
        ["word"] = Word,
        ["xdigit"] = Digit | ByteSet.Range((byte)'A', (byte)'F') | ByteSet.Range((byte)'a', (byte)'f'),
    }.ToFrozenDictionary();

    /// <summary>The set of <c>[:name:]</c>; names are in lower case.</summary>
    public static bool TryGetPosix(string name, out ByteSet set) => Posix.TryGetValue(name, out set);

    /// <summary>The set of a one-letter escape that matches one byte, as <c>\d</c> or <c>\H</c>.</summary>
    public static bool TryGetEscape(char letter, out ByteSet set)
    {
        set = char.ToLowerInvariant(letter) switch
        {
            'd' => Digit,
            'w' => Word,
            's' => Space,
            'h' => HorizontalSpace,
            'v' => VerticalSpace,
            _ => ByteSet.Empty,
        };
        if (set.IsEmpty) return false;
        if (char.IsAsciiLetterUpper(letter)) set = ~set;
        return true;
    }
}
