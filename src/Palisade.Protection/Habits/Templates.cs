namespace Palisade.Protection.Habits;

/// <summary>What stays the same of paths and names in which numbers and identifiers change from request to request, as a number.</summary>
internal static class Templates
{
    private const int LongestWord = 23;
    private const int LongestKept = 256;
    private static readonly byte[] Identifier = "{}"u8.ToArray();

    /// <summary>Of an endpoint: its method and its path, segment by segment.</summary>
    /// <param name="path">As <see cref="Policies.Matching.PlainPath.Of"/> gives it.</param>
    public static ulong OfEndpoint(ReadOnlySpan<byte> method, ReadOnlySpan<byte> path)
    {
        var hash = KeyedHash.Of(method);
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = path[range];
            hash = IsIdentifier(segment) ? KeyedHash.Of(Identifier, hash) : OfName(segment, hash);
        }

        // 0 says that a place is free.
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Of a name: each run of digits is the same, so that <c>item[0]</c> and <c>item[12]</c> are one.</summary>
    public static ulong OfName(ReadOnlySpan<byte> name, ulong before = 0)
    {
        name = name[..Math.Min(name.Length, LongestKept)];
        // Most names are as they are, and then no room need be made for another.
        var hash = name.ContainsAnyInRange((byte)'0', (byte)'9') ? OfNumbered(name, before) : KeyedHash.Of(name, before);
        return hash == 0 ? 1 : hash;
    }

    private static ulong OfNumbered(ReadOnlySpan<byte> name, ulong before)
    {
        Span<byte> plain = stackalloc byte[LongestKept];
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var digit = name[i] is >= (byte)'0' and <= (byte)'9';
            if (digit && length > 0 && plain[length - 1] == (byte)'0') continue;
            plain[length++] = digit ? (byte)'0' : name[i];
        }

        return KeyedHash.Of(plain[..length], before);
    }

    // Digests, UUIDs, tokens: what no one writes as a word of a path.
    private static bool IsIdentifier(ReadOnlySpan<byte> segment)
    {
        if (segment.Length > LongestWord) return true;
        if (segment.Length < 8) return false;

        var digits = 0;
        foreach (var b in segment)
        {
            if (b is >= (byte)'0' and <= (byte)'9') digits++;
            else if ((b | 0x20) is not (>= (byte)'a' and <= (byte)'f') && b != (byte)'-') return false;
        }

        return digits > 0;
    }
}
