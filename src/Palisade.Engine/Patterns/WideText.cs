using System.Buffers;

namespace Palisade.Engine.Patterns;

/// <summary>
/// Bytes as .NET's regex sees them: one character for each. ASCII stays; the bytes from 0x80 become U+E080 to U+E0FF, of the private use area, because at
/// U+0080 to U+00FF .NET finds letters, digits, blanks and case, and PCRE over bytes finds none.
/// </summary>
internal static class WideText
{
    private const int HighBytes = 0xE000;

    /// <summary>The character of a byte.</summary>
    public static char Of(byte value) => (char)(value < 0x80 ? value : HighBytes | value);

    /// <summary>Writes the characters of a value to a buffer of the same length or longer.</summary>
    public static void Widen(ReadOnlySpan<byte> value, Span<char> target)
    {
        if (System.Text.Ascii.ToUtf16(value, target, out var ascii) == OperationStatus.Done) return;
        for (var i = ascii; i < value.Length; i++) target[i] = Of(value[i]);
    }

    /// <summary>The characters of a value.</summary>
    public static string Of(ReadOnlySpan<byte> value) => string.Create(value.Length, value, static (target, bytes) => Widen(bytes, target));
}
