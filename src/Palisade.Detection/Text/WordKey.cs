using System.Buffers.Binary;

namespace Palisade.Detection.Text;

/// <summary>A word's first and last eight bytes, which overlap in a short one: with its length they are the word itself, up to <see cref="Whole"/> bytes.</summary>
/// <param name="First">The first eight; of a shorter word all of it.</param>
/// <param name="Last">The last eight; 0 in a shorter word.</param>
internal readonly record struct WordKey(ulong First, ulong Last)
{
    /// <summary>The longest word that its key and its length tell from every other, in bytes.</summary>
    public const int Whole = 16;

    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Ascii = 0x7F * Ones;

    /// <summary>Of a word that is not empty.</summary>
    public static WordKey Of(ReadOnlySpan<byte> word) => word.Length switch
    {
        >= 8 => new(BinaryPrimitives.ReadUInt64LittleEndian(word), BinaryPrimitives.ReadUInt64LittleEndian(word[^8..])),
        >= 4 => new(BinaryPrimitives.ReadUInt32LittleEndian(word) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(word[^4..]) << 32), 0),
        _ => new(word[0] | ((ulong)word[word.Length / 2] << 8) | ((ulong)word[^1] << 16), 0),
    };

    /// <summary>The key of the word with its letters A to Z in lower case.</summary>
    public WordKey ToLower() => new(ToLower(First), ToLower(Last));

    // All eight bytes at once: what is added reaches the highest bit of a byte from 'A' on, and from behind 'Z' on.
    private static ulong ToLower(ulong bytes)
    {
        var low = bytes & Ascii;
        var fromA = low + ((0x80 - 'A') * Ones);
        var behindZ = low + ((0x7F - 'Z') * Ones);
        return bytes | (((fromA & ~behindZ & ~bytes) & ~Ascii) >> 2);
    }
}
