using System.Text;

namespace Palisade.Engine.Transactions;

/// <summary>The media type of a Content-Type header (RFC 9110, 8.3.1).</summary>
internal static class MediaType
{
    /// <summary>Type and subtype without parameters, as sent.</summary>
    public static string Of(ReadOnlySpan<byte> contentType)
    {
        var end = contentType.IndexOf((byte)';');
        return Encoding.Latin1.GetString((end < 0 ? contentType : contentType[..end]).Trim(" \t"u8));
    }
}
