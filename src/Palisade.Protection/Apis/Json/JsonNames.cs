using System.Buffers;

namespace Palisade.Protection.Apis.Json;

/// <summary>Looks for names that stand twice in an object.</summary>
internal static class JsonNames
{
    // Up to here comparing each with each costs less than hashing.
    private const int Few = 8;

    /// <summary>Whether two members of an object have one name. Linear but for sorting hashes, whose seed differs from process to process.</summary>
    public static bool HasDuplicate(JsonTape tape, int container)
    {
        var count = tape[container].Count;
        return count > Few ? AmongMany(tape, container, count) : AmongFew(tape, container);
    }

    private static bool AmongFew(JsonTape tape, int container)
    {
        var end = tape[container].End;
        for (var a = container + 1; a < end; a = tape[a + 1].End)
        {
            var name = tape.Bytes(a);
            for (var b = tape[a + 1].End; b < end; b = tape[b + 1].End)
            {
                if (tape.Bytes(b).SequenceEqual(name)) return true;
            }
        }

        return false;
    }

    private static bool AmongMany(JsonTape tape, int container, int count)
    {
        var hashes = ArrayPool<long>.Shared.Rent(count);
        try
        {
            var (end, n) = (tape[container].End, 0);
            for (var at = container + 1; at < end; at = tape[at + 1].End)
            {
                var hash = default(HashCode);
                hash.AddBytes(tape.Bytes(at));
                hashes[n++] = ((long)hash.ToHashCode() << 32) | (uint)at;
            }

            var sorted = hashes.AsSpan(0, n);
            sorted.Sort();
            return HasEqual(tape, sorted);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(hashes);
        }
    }

    private static bool HasEqual(JsonTape tape, ReadOnlySpan<long> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            for (var j = i - 1; j >= 0 && sorted[j] >> 32 == sorted[i] >> 32; j--)
            {
                if (tape.Bytes((int)sorted[j]).SequenceEqual(tape.Bytes((int)sorted[i]))) return true;
            }
        }

        return false;
    }
}
