namespace Palisade.Detection.Evasions;

/// <summary>Paths and comments written so that a comparison of text does not see what they are.</summary>
internal static class PathSigns
{
    private const int FewReferences = 2;
    private const int ManyReferences = 4;

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("/..;"u8) is var parameter and >= 0) return new(Confidence.Medium, parameter, 4, "gives a step upwards a path parameter, which Java servers drop");
        if (FindSelfReferences(value) is { } self) return self;
        if (FindCommentInWord(value) is { } comment) return comment;
        var isRooted = value.Length > 2 && value[0] == '/' && value[1] != '\\';
        return isRooted && value.IndexOf((byte)'\\') is var at and > 0 && IsPathByte(value[at - 1]) && at + 1 < value.Length && IsPathByte(value[at + 1])
            ? new(Confidence.Low, at, 1, "mixes slashes and backslashes in a path, which IIS takes for the same")
            : null;
    }

    private static Finding? FindSelfReferences(ReadOnlySpan<byte> value)
    {
        var count = 0;
        var first = -1;
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf("/./"u8);
            if (next < 0) break;
            at += next;
            if (count++ == 0) first = at;
            at += 2;
        }

        if (count < FewReferences) return null;
        return new(count < ManyReferences ? Confidence.Low : Confidence.Medium, first, 3, "names the same directory again and again in a path");
    }

    // "se/**/lect"
    private static Finding? FindCommentInWord(ReadOnlySpan<byte> value)
    {
        var open = value.IndexOf("/*"u8);
        if (open < 1 || !char.IsAsciiLetter((char)value[open - 1])) return null;
        var close = value[(open + 2)..].IndexOf("*/"u8);
        var end = open + close + 4;
        return close >= 0 && end < value.Length && char.IsAsciiLetter((char)value[end]) ? new(Confidence.Low, open, close + 4, "puts a comment between words or into one, in place of a blank") : null;
    }

    private static bool IsPathByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'_' or (byte)'-';
}
