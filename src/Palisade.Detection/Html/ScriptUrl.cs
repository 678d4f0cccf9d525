using Palisade.Detection.Decoding;

namespace Palisade.Detection.Html;

/// <summary>
/// Recognises URLs that run script. The scheme is read as a browser reads it: leading blanks and control characters dropped, tabs and
/// line breaks inside dropped (WHATWG URL, 4.4), character references decoded.
/// </summary>
internal static class ScriptUrl
{
    private const int LongestPrefix = 32;

    /// <summary>True when the value starts with a scheme that runs script or shows a document of its own.</summary>
    public static bool Matches(ReadOnlySpan<byte> value)
    {
        Span<byte> start = stackalloc byte[LongestPrefix];
        var text = start[..Prefix(value, start, out _)];
        if (StartsWithScheme(text)) return true;
        return text.StartsWith("data:"u8) && IsActiveType(text[5..]);
    }

    /// <summary>True when the value starts with <c>javascript:</c> or <c>vbscript:</c> and goes on with what could be a program; <c>JavaScript: the good parts</c> does not.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> value)
    {
        if (!CanStart(value)) return false;
        Span<byte> start = stackalloc byte[LongestPrefix];
        var text = start[..Prefix(value, start, out var colon)];
        if (!StartsWithScheme(text)) return text.StartsWith("data:"u8) && IsActiveType(text[5..]);
        var program = value[colon..];
        return program.Length > 0 && ScriptText.LooksLikeCall(program);
    }

    /// <summary>Where the program of a URL starts whose scheme runs script; 0 for any other value.</summary>
    public static int ProgramStart(ReadOnlySpan<byte> value)
    {
        // Most values have no colon within the longest a scheme can be written, or none at all.
        Span<byte> start = stackalloc byte[LongestPrefix];
        return StartsWithScheme(start[..Prefix(value, start, out var colon)]) ? colon : 0;
    }

    // With the first letter of a scheme, or with what browsers drop or decode: most values do not.
    private static bool CanStart(ReadOnlySpan<byte> value) =>
        value.Length > 0 && (value[0] is <= 0x20 or (byte)'&' or >= 0x7F || (value[0] | 0x20) is 'j' or 'v' or 'l' or 'm' or 'd');

    private static bool StartsWithScheme(ReadOnlySpan<byte> text) =>
        text.StartsWith("javascript:"u8) || text.StartsWith("vbscript:"u8) || text.StartsWith("livescript:"u8) || text.StartsWith("mocha:"u8);

    private static bool IsActiveType(ReadOnlySpan<byte> type) =>
        type.StartsWith("text/html"u8) || type.StartsWith("text/xml"u8) || type.StartsWith("image/svg"u8) || type.StartsWith("application/x"u8)
        || type.StartsWith("text/javascript"u8) || type.StartsWith(","u8) || type.StartsWith(";base64"u8);

    /// <summary>Writes the first significant bytes of a URL in lower case; <paramref name="colon"/> is the offset in the value behind the first colon, 0 without one.</summary>
    private static int Prefix(ReadOnlySpan<byte> value, Span<byte> written, out int colon)
    {
        colon = 0;
        var count = 0;
        var at = 0;
        while (at < value.Length && count < written.Length)
        {
            var (code, length) = CharacterReference.Read(value[at..]);
            at += length;
            if (code <= 0x20 || code is 0xA0 or 0xAD) continue;
            if (code > 0x7F) break;
            if (code == ':' && colon == 0) colon = at;
            written[count++] = (byte)(code is >= 'A' and <= 'Z' ? code | 0x20 : code);
        }

        return count;
    }
}
