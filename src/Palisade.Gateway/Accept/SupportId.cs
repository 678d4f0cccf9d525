using System.Buffers.Binary;

namespace Palisade.Gateway.Accept;

/// <summary>Names of requests: what a client reads on the block page finds the event.</summary>
/// <remarks>
/// 26 characters of Crockford's base 32 (no I, L, O, U, so that it survives a telephone): 48 bits of milliseconds and
/// 80 random ones, the layout of a ULID. Sorting them sorts by time.
/// </remarks>
internal static class SupportId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new one for a request that began at <paramref name="started"/>.</summary>
    public static string New(DateTimeOffset started)
    {
        Span<byte> bits = stackalloc byte[16];
        Random.Shared.NextBytes(bits[6..]);
        var milliseconds = (ulong)started.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(bits, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bits[2..], (uint)milliseconds);

        var number = BinaryPrimitives.ReadUInt128BigEndian(bits);
        Span<char> text = stackalloc char[26];
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(number & 31)];
            number >>= 5;
        }

        return new string(text);
    }
}
