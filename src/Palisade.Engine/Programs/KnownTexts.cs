using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Palisade.Engine.Programs;

/// <summary>
/// What scanners and rules said of values that one request after another has alike, as the names of headers. Bounded in number and length; nobody waits for anybody.
/// Each value has one place. It comes there when it is seen twice running of all that have that place, and when the one that is there is not used meanwhile: values that
/// change with each request cost a comparison, and drive out nothing that is used.
/// </summary>
internal sealed class KnownTexts
{
    /// <summary>The longest value that is kept, in bytes.</summary>
    public const int LongestText = 256;

    /// <summary>The most values that are kept.</summary>
    public const int MostTexts = 2048;

    private static readonly ulong Secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private static readonly ulong OtherSecret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private readonly KnownText?[] _texts = new KnownText?[MostTexts];
    private readonly int[] _seen = new int[MostTexts];

    /// <summary>What is known of a value; null when nothing is.</summary>
    /// <param name="source">The number of its source: rules read the values of each in other forms.</param>
    /// <param name="bytes">The value.</param>
    /// <param name="hash">For <see cref="Keep"/>.</param>
    public KnownText? Find(int source, ReadOnlySpan<byte> bytes, out int hash)
    {
        hash = 0;
        if (bytes.Length > LongestText) return null;
        hash = HashOf(source, bytes);
        var known = Volatile.Read(ref _texts[PlaceOf(hash)]);
        return known is not null && known.Is(source, hash, bytes) ? known : null;
    }

    /// <summary>Asks for the place of a value that was not found; null when it does not get it.</summary>
    public KnownText? Keep(int source, ReadOnlySpan<byte> bytes, int hash)
    {
        if (bytes.Length > LongestText) return null;
        var place = PlaceOf(hash);
        if (_seen[place] != hash)
        {
            _seen[place] = hash;
            return null;
        }

        if (Volatile.Read(ref _texts[place]) is { } other && other.Stays()) return null;
        var known = new KnownText(source, hash, bytes.ToArray());
        Volatile.Write(ref _texts[place], known);
        return known;
    }

    private static int PlaceOf(int hash) => hash & (MostTexts - 1);

    // Another one in each process, so that nobody can choose values of one place. Eight bytes at a time, each multiplied to twice its width and folded.
    private static int HashOf(int source, ReadOnlySpan<byte> bytes)
    {
        var hash = Fold(Secret ^ (ulong)source, Secret ^ (ulong)bytes.Length);
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
