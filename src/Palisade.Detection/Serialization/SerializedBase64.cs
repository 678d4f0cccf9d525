using System.Buffers;
using System.Buffers.Text;

namespace Palisade.Detection.Serialization;

/// <summary>The binary formats in Base64, as cookies and hidden fields carry them.</summary>
internal static class SerializedBase64
{
    private const int Head = 1024;
    private const int MaxDecoded = 768;

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\r\n"u8);

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        var start = value[0] is (byte)'"' or (byte)'\'' ? 1 : 0;
        if (value.Length - start < 16 || !CouldStart(value[start..])) return null;
        var head = value[start..Math.Min(value.Length, start + Head)];
        var end = head.IndexOfAnyExcept(Alphabet);
        if (end >= 0) head = head[..end];
        if (head.Length < 16) return null;
        Span<byte> text = stackalloc byte[Head];
        Span<byte> decoded = stackalloc byte[MaxDecoded];
        var length = 0;
        foreach (var b in head)
        {
            if (b is not ((byte)'\r' or (byte)'\n' or (byte)'=')) text[length++] = b switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => b };
        }

        length -= length % 4;
        if (Base64.DecodeFromUtf8(text[..length], decoded, out _, out var written) != OperationStatus.Done) return null;
        return SerializedBinary.Find(decoded[..written]) is { } found ? found with { Offset = start, Length = value.Length - start, Reason = found.Reason + ", in Base64" } : null;
    }

    // How the binary formats start in Base64; anything else is not decoded. Those that are text are found behind the layer that t:unwrap takes off.
    private static bool CouldStart(ReadOnlySpan<byte> text) =>
        text.StartsWith("rO0AB"u8) || text.StartsWith("AAEAAAD"u8) || text.StartsWith("gA"u8) || text.StartsWith("BAh"u8);
}
