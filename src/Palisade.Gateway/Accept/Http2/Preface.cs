using System.Buffers;

namespace Palisade.Gateway.Accept.Http2;

/// <summary>The bytes an HTTP/2 connection begins with (RFC 9113, section 3.4).</summary>
internal static class Preface
{
    private static ReadOnlySpan<byte> Bytes => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Whether <paramref name="bytes"/> begin with it; null while they could still become it.</summary>
    public static bool? Begins(in ReadOnlySequence<byte> bytes)
    {
        var length = (int)Math.Min(bytes.Length, Bytes.Length);
        Span<byte> first = stackalloc byte[24];
        bytes.Slice(0, length).CopyTo(first);
        if (!Bytes.StartsWith(first[..length])) return false;

        return length == Bytes.Length ? true : null;
    }
}
