using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Palisade.Engine.Programs;

/// <summary>
/// What scanners and rules said of values that one request after another has alike, as the names of headers. Bounded in number and length; nobody waits for anybody.
/// A value has one of four places, so that two that every request has hardly ever drive out each other. It comes there when it is seen again before four others that have the
/// same places, and when one of them is free, or what is there is not used meanwhile: values that change with each request cost a comparison, and drive out nothing that is used.
/// </summary>
/// <param name="places">How many values are kept at most; a power of two.</param>
/// <param name="longest">The longest value that is kept with its key, in bytes.</param>
/// <param name="words">The words that hold a bit for each condition.</param>
internal sealed class KnownTexts(int places, int longest, int words)
{
    /// <summary>The longest value that is kept for all connections, in bytes.</summary>
    public const int LongestText = 256;

    /// <summary>The most values that are kept.</summary>
    public const int MostTexts = 2048;

    /// <summary>The same for the rules of one site of many.</summary>
    public const int MostTextsOfSite = 1024;

    private const int Ways = 4;
    private const int PlaceShift = 30;

    private static readonly ulong Secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private static readonly ulong OtherSecret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private readonly KnownText?[] _texts = new KnownText?[places];

    // The hashes of what was seen last and had no place, a row for each four places, the last one first.
    private readonly int[] _seen = new int[places];

    /// <summary>What is known of a value; null when nothing is.</summary>
    /// <param name="kind">What <see cref="Values.SharedValues"/> says of it: rules read the values of each source in other forms.</param>
    /// <param name="key">Its key, where what is known of it hangs on that; otherwise empty.</param>
    /// <param name="bytes">The value.</param>
    /// <param name="hash">For <see cref="Keep"/>.</param>
    public KnownText? Find(int kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, out int hash)
    {
        hash = 0;
        if (key.Length + bytes.Length > longest) return null;
        hash = HashOf(kind, bytes);
        foreach (ref var place in PlacesOf(hash))
        {
            var known = Volatile.Read(ref place);
            if (known is null) return null;
            if (known.Is(kind, hash, key, bytes)) return known;
        }

        return null;
    }

    /// <summary>Asks for the place of a value that was not found; null when it does not get it.</summary>
    public KnownText? Keep(int kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, int hash)
    {
        if (key.Length + bytes.Length > longest) return null;
        var seen = _seen.AsSpan(FirstOf(hash), Ways);
        if (!seen.Contains(hash))
        {
            seen[..^1].CopyTo(seen[1..]);
            seen[0] = hash;
            return null;
        }

        ref var place = ref PlaceFor(hash);
        if (Volatile.Read(ref place) is { } other && other.Stays()) return null;
        var known = new KnownText(kind, hash, key.ToArray(), bytes.ToArray(), words);
        Volatile.Write(ref place, known);
        return known;
    }

    private Span<KnownText?> PlacesOf(int hash) => _texts.AsSpan(FirstOf(hash), Ways);

    // The first that is free, or the one that the value has to fight for.
    private ref KnownText? PlaceFor(int hash)
    {
        var all = PlacesOf(hash);
        for (var i = 0; i < all.Length; i++)
        {
            if (Volatile.Read(ref all[i]) is null) return ref all[i];
        }

        return ref all[hash >>> PlaceShift];
    }

    private int FirstOf(int hash) => hash & (places - 1) & ~(Ways - 1);

    // Another one in each process, so that nobody can choose values of one place. Eight bytes at a time, each multiplied to twice its width and folded.
    private static int HashOf(int kind, ReadOnlySpan<byte> bytes)
    {
        var hash = Fold(Secret ^ (uint)kind, Secret ^ (ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), OtherSecret);
        var rest = 0UL;
        foreach (var b in bytes) rest = (rest << 8) | b;
        return (int)Fold(hash ^ rest, OtherSecret);
    }

    private static ulong Fold(ulong one, ulong other)
    {
        var high = Math.BigMul(one, other, out var low);
        return high ^ low;
    }
}
