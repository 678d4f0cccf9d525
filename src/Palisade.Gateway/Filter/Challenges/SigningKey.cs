using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Palisade.Gateway.Filter.Challenges;

/// <summary>A key that signs puzzles and passes. Immutable.</summary>
internal sealed class SigningKey
{
    /// <summary>Length of keys of our own making.</summary>
    public const int UsualBytes = 32;

    /// <summary>Shortest key that is taken.</summary>
    public const int LeastBytes = 32;

    private readonly byte[] _secret;

    /// <summary>A key.</summary>
    /// <param name="made">Null for one that an operator gave: it is never replaced by itself.</param>
    public SigningKey(byte[] secret, DateTimeOffset? made)
    {
        (_secret, Made) = (secret, made);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(secret, "palisade key id"u8, hash);
        Id = BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>Names the key without telling anything of it; the same in every gateway that has the key.</summary>
    public uint Id { get; }

    /// <summary>When it was made; null for a given one.</summary>
    public DateTimeOffset? Made { get; }

    /// <summary>The line of the key in a file.</summary>
    public string Line => Made is { } made ? $"{Convert.ToBase64String(_secret)} {made:yyyy-MM-ddTHH:mm:ssZ}" : Convert.ToBase64String(_secret);

    /// <summary>A new one.</summary>
    public static SigningKey New(DateTimeOffset now) => new(RandomNumberGenerator.GetBytes(UsualBytes), now);

    /// <summary>The first 16 bytes of HMAC-SHA256 (RFC 2104, section 5, allows half). Allocates nothing.</summary>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> whole = stackalloc byte[32];
        HMACSHA256.HashData(_secret, message, whole);
        whole[..signature.Length].CopyTo(signature);
    }
}
