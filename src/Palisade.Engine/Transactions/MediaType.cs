using System.Collections.Frozen;
using System.Text;

namespace Palisade.Engine.Transactions;

/// <summary>The media type of a Content-Type header (RFC 9110, 8.3.1).</summary>
internal static class MediaType
{
    // Types registered with IANA are far shorter.
    private const int Longest = 256;

    /// <summary>Whether type and subtype, without parameters, are among those listed.</summary>
    public static bool IsIn(FrozenSet<string> types, ReadOnlySpan<byte> contentType)
    {
        var end = contentType.IndexOf((byte)';');
        var type = (end < 0 ? contentType : contentType[..end]).Trim(" \t"u8);
        if (type.Length > Longest) return false;
        Span<char> text = stackalloc char[Longest];
        return types.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..Encoding.Latin1.GetChars(type, text)]);
    }
}
