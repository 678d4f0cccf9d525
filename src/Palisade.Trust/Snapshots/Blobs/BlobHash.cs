using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Palisade.Trust.Snapshots.Blobs;

/// <summary>SHA-256 of a piece of configuration before it is compressed: its address. The default value is the hash of nothing that exists.</summary>
public readonly record struct BlobHash
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>From its bytes.</summary>
    public BlobHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is not Length) throw new ArgumentException($"A hash has {Length} bytes.", nameof(bytes));
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>The hash of a content.</summary>
    public static BlobHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new(hash);
    }

    /// <summary>From 64 hexadecimal digits in lower case; null when it is something else.</summary>
    public static BlobHash? TryParse(ReadOnlySpan<char> text)
    {
        if (text.Length is not 2 * Length || text.ContainsAnyExcept("0123456789abcdef".AsSpan())) return null;
        return new(Convert.FromHexString(text));
    }

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        MemoryMarshal.Cast<ulong, byte>([_a, _b, _c, _d]).CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
