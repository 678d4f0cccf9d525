using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Palisade.Protection.Policies.Users;

/// <summary>
/// A user as a number: the first half of a SHA-256 of what tells users apart. What was hashed (a session, a token, an address) cannot be
/// read back, so keys may be kept and shared; and nobody can find two users with one key.
/// </summary>
internal static class UserKey
{
    private const int OnTheStack = 512;

    /// <summary>The key of a value found by a rule.</summary>
    /// <param name="rule">Sets the rules apart, so that a cookie is never an address.</param>
    public static UInt128 Of(int rule, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        var length = (2 * sizeof(int)) + first.Length + second.Length;
        byte[]? pooled = null;
        Span<byte> whole = length <= OnTheStack ? stackalloc byte[OnTheStack] : (pooled = ArrayPool<byte>.Shared.Rent(length));
        BinaryPrimitives.WriteInt32LittleEndian(whole, rule);
        BinaryPrimitives.WriteInt32LittleEndian(whole[sizeof(int)..], first.Length);
        first.CopyTo(whole[(2 * sizeof(int))..]);
        second.CopyTo(whole[((2 * sizeof(int)) + first.Length)..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(whole[..length], digest);
        if (pooled is not null) ArrayPool<byte>.Shared.Return(pooled, clearArray: true);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    /// <summary>The key of something that has a name.</summary>
    public static UInt128 Of(string name)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
