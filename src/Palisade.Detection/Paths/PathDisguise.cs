using Palisade.Detection.Text;

namespace Palisade.Detection.Paths;

/// <summary>
/// Recognises a well-known file at the end of a value whatever its slashes were written as: its names stand in order, between them and
/// in front of them always the same bytes, and these are nothing that separates words.
/// </summary>
internal static class PathDisguise
{
    private const int MaxSeparator = 24;
    private const int MaxValue = 2048;

    // What the names end with: wd, ow, ue, ts, up, ni, on, ml.
    private static ReadOnlySpan<ushort> LastSigns => [0x7764, 0x6F77, 0x7565, 0x7473, 0x7570, 0x6E69, 0x6F6E, 0x6D6C];

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        value = value[..Math.Min(value.Length, MaxValue)];
        if (value.Length < 8) return null;
        var found = FindSteps(value) ?? FindEnd(value) ?? (value.LastIndexOfAny((byte)0, (byte)' ') is var cut and > 8 ? FindEnd(value[..cut]) : null);
        return found is not null && Prose.Is(value) ? null : found;
    }

    // "..%uF025..%uF025..": steps upwards with the same odd bytes between them, whatever a file system makes of these.
    private static Finding? FindSteps(ReadOnlySpan<byte> value)
    {
        var first = value.IndexOf(".."u8);
        if (first < 0) return null;
        var second = value[(first + 2)..].IndexOf(".."u8);
        if (second is < 2 or > MaxSeparator) return null;
        var step = value.Slice(first, second + 2);
        var rest = value[(first + step.Length)..];
        var isRepeated = rest.StartsWith(step) && rest[step.Length..].StartsWith(".."u8);
        return isRepeated && IsOdd(step[2..]) ? new Finding(Confidence.High, first, (2 * step.Length) + 2, "climbs by steps with separators in disguise") : null;
    }

    // The whole value, or all but what attackers hang behind the name for an application that adds or checks an ending.
    private static Finding? FindEnd(ReadOnlySpan<byte> value)
    {
        if (!LastSigns.Contains((ushort)((value[^2] << 8) | value[^1] | 0x2020))) return null;
        return FindPair(value, "passwd"u8, "etc"u8) ?? FindPair(value, "shadow"u8, "etc"u8) ?? FindPair(value, "issue"u8, "etc"u8) ?? FindPair(value, "hosts"u8, "etc"u8) ?? FindPair(value, "group"u8, "etc"u8)
            ?? FindPair(value, "win.ini"u8, "windows"u8) ?? FindPair(value, "system.ini"u8, "windows"u8) ?? FindPair(value, "environ"u8, "self"u8) ?? FindPair(value, "web.xml"u8, "WEB-INF"u8)
            ?? FindSingle(value, "boot.ini"u8) ?? FindSingle(value, "win.ini"u8);
    }

    private static Finding? FindPair(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, ReadOnlySpan<byte> folder)
    {
        if (!EndsWith(value, name)) return null;
        var before = value[..^name.Length];
        var window = before[Math.Max(0, before.Length - MaxSeparator - folder.Length)..];
        var at = LastIndexOf(window, folder);
        if (at < 0) return null;
        var separator = window[(at + folder.Length)..];
        var front = before[..(before.Length - window.Length + at)];
        if (separator.IsEmpty || !IsOdd(separator) || !front.EndsWith(separator)) return null;
        return new Finding(Confidence.High, 0, value.Length, "leads to a well-known system file by separators in disguise");
    }

    private static Finding? FindSingle(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name)
    {
        if (!EndsWith(value, name)) return null;
        var front = value[..^name.Length];
        if (front.Length < 3 || !IsOdd(front) || HasWord(front)) return null;
        return new Finding(Confidence.High, 0, value.Length, "leads to a well-known system file by climbing in disguise");
    }

    // Bytes of no script's letters, codes, or slashes; not what joins words.
    private static bool IsOdd(ReadOnlySpan<byte> separator)
    {
        var odd = false;
        foreach (var b in separator)
        {
            if (b is (byte)' ' or (byte)'\n' && separator.Length == 1) return false;
            odd |= b is >= 0x80 or < 0x20 or (byte)'/' or (byte)'\\' or (byte)'%' or (byte)'?' or (byte)'^';
        }

        return odd || separator.StartsWith("0x"u8);
    }

    // Three letters in a row that are no hexadecimal code: a word.
    private static bool HasWord(ReadOnlySpan<byte> text)
    {
        var run = 0;
        foreach (var b in text)
        {
            run = ByteClass.IsLetter(b) && !ByteClass.IsHexDigit(b) && (b | 0x20) is not ('u' or 'x') ? run + 1 : 0;
            if (run >= 3) return true;
        }

        return false;
    }

    private static bool EndsWith(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name) => value.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(value[^name.Length..], name);

    private static int LastIndexOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var i = text.Length - word.Length; i >= 0; i--)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word)) return i;
        }

        return -1;
    }
}
