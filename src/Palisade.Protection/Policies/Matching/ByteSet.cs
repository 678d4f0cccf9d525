using System.Diagnostics.CodeAnalysis;

namespace Palisade.Protection.Policies.Matching;

/// <summary>Texts as bytes, one of which a value may be. A look-up allocates nothing.</summary>
internal sealed class ByteSet
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly bool _isEmpty;

    /// <summary>From what the operator wrote.</summary>
    public ByteSet(IEnumerable<byte[]> values)
    {
        var set = new HashSet<byte[]>(values, Comparer.Instance);
        (_lookup, _isEmpty) = (set.GetAlternateLookup<ReadOnlySpan<byte>>(), set.Count == 0);
    }

    /// <summary>Whether a value is one of them.</summary>
    public bool Contains(ReadOnlySpan<byte> value) => !_isEmpty && _lookup.Contains(value);

    private sealed class Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        // Seeded, so that nobody can send values that collide.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
