using System.Buffers;

namespace Palisade.Protection.Apis.Schemas;

/// <summary>Addresses of people and machines.</summary>
internal static class NetworkFormats
{
    private static readonly SearchValues<byte> AtomCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."u8);

    // RFC 3986, section 2, with the percent sign; what is beyond ASCII is an IRI (RFC 3987), which applications take.
    private static readonly SearchValues<byte> NotInUri = SearchValues.Create([.. Enumerable.Range(0, 33).Select(b => (byte)b), .. "\"<>\\^`{|}\x7F"u8]);

    /// <summary>A mailbox by RFC 5321: a dotted local part or a quoted one, and a domain or an address in brackets.</summary>
    public static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at <= 0 || text.Length > 320) return false;
        var domain = text[(at + 1)..];
        return IsLocal(text[..at]) && (domain is [(byte)'[', .., (byte)']'] || IsHostName(domain));
    }

    /// <summary>Labels of letters, digits and hyphens (RFC 1123, section 2.1); beyond ASCII as in RFC 5890.</summary>
    public static bool IsHostName(ReadOnlySpan<byte> text)
    {
        if (text is [.., (byte)'.']) text = text[..^1];
        if (text.Length is 0 or > 253) return false;
        foreach (var range in text.Split((byte)'.'))
        {
            var label = text[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var b in label)
            {
                if (b < 0x80 && b != '-' && !char.IsAsciiLetterOrDigit((char)b)) return false;
            }
        }

        return true;
    }

    /// <summary>RFC 3986: a scheme where it is no reference, and no character that has to be escaped.</summary>
    public static bool IsUri(ReadOnlySpan<byte> text, bool isReference)
    {
        if (text.IndexOfAny(NotInUri) >= 0 || !EscapesAreWhole(text)) return false;
        if (isReference) return true;

        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || !char.IsAsciiLetter((char)text[0])) return false;
        foreach (var b in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'+' or (byte)'-' or (byte)'.')) return false;
        }

        return true;
    }

    private static bool EscapesAreWhole(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'%') is >= 0 and var at)
        {
            if (text.Length < at + 3 || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2])) return false;
            text = text[(at + 3)..];
        }

        return true;
    }

    private static bool IsLocal(ReadOnlySpan<byte> local)
    {
        if (local is [(byte)'"', .., (byte)'"'] && local.Length > 2) return true;
        if (local[0] == '.' || local[^1] == '.' || local.IndexOf(".."u8) >= 0) return false;
        foreach (var b in local)
        {
            if (b < 0x80 && !AtomCharacters.Contains(b)) return false;
        }

        return true;
    }
}
