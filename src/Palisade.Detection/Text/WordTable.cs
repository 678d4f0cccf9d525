using System.Numerics;
using System.Text;

namespace Palisade.Detection.Text;

/// <summary>A table from words to what they mean, read as bytes. What is looked up becomes no text: its length with its first or last byte refutes most, its first and last eight bytes the rest. Immutable.</summary>
/// <typeparam name="T">The meaning.</typeparam>
internal sealed class WordTable<T>
{
    /// <summary>The longest word that is looked up, in bytes.</summary>
    public const int LongestWord = 48;

    // Multiplicative hashing (Knuth, 6.4): the upper bits of a product depend on all bits of the key.
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private const int Turn = 29;
    private const int PlacesPerWord = 2;

    private readonly Entry[] _entries;
    private readonly int _shift;

    // By length, a bit for what the words begin with, and for what they end with.
    private readonly ulong[] _firsts = new ulong[LongestWord + 1];
    private readonly ulong[] _lasts = new ulong[LongestWord + 1];

    /// <param name="words">One character for each byte, as they are looked up; those that no bytes can be are left out.</param>
    public WordTable(IReadOnlyDictionary<string, T> words)
    {
        var places = BitOperations.RoundUpToPowerOf2((uint)Math.Max(PlacesPerWord, words.Count * PlacesPerWord));
        _entries = new Entry[places];
        _shift = 64 - BitOperations.Log2(places);
        foreach (var (word, meaning) in words)
        {
            if (word.Length is 0 or > LongestWord || word.Any(c => c > byte.MaxValue)) continue;
            var bytes = Encoding.Latin1.GetBytes(word);
            var key = WordKey.Of(bytes);
            var at = PlaceOf(key, bytes.Length);
            while (_entries[at].Word is not null) at = (at + 1) & (_entries.Length - 1);
            _entries[at] = new(key, bytes, meaning);
            _firsts[bytes.Length] |= BitOf(bytes[0]);
            _lasts[bytes.Length] |= BitOf(bytes[^1]);
        }
    }

    /// <summary>The meaning of a word as it is written.</summary>
    public bool TryGet(ReadOnlySpan<byte> word, out T meaning)
    {
        meaning = default!;
        return IsLikely(word) && Find(word, WordKey.Of(word), out meaning);
    }

    /// <summary>The meaning of a word in any case, if the table has it in lower case.</summary>
    public bool TryGetAnyCase(ReadOnlySpan<byte> word, out T meaning)
    {
        meaning = default!;
        if (!IsLikely(word)) return false;
        var key = WordKey.Of(word).ToLower();
        if (word.Length <= WordKey.Whole) return Find(word, key, out meaning);
        Span<byte> lower = stackalloc byte[LongestWord];
        for (var i = 0; i < word.Length; i++) lower[i] = word[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(word[i] | 0x20) : word[i];
        return Find(lower[..word.Length], key, out meaning);
    }

    private bool IsLikely(ReadOnlySpan<byte> word) =>
        word.Length is > 0 and <= LongestWord && (_firsts[word.Length] & BitOf(word[0])) != 0 && (_lasts[word.Length] & BitOf(word[^1])) != 0;

    // The same for a letter in any case.
    private static ulong BitOf(byte b) => 1UL << (b | 0x20);

    // Every table has free places: the search ends.
    private bool Find(ReadOnlySpan<byte> word, WordKey key, out T meaning)
    {
        for (var at = PlaceOf(key, word.Length); ; at = (at + 1) & (_entries.Length - 1))
        {
            ref readonly var entry = ref _entries[at];
            if (entry.Word is not { } other) break;
            if (entry.Key != key || other.Length != word.Length || (word.Length > WordKey.Whole && !word.SequenceEqual(other))) continue;
            meaning = entry.Meaning;
            return true;
        }

        meaning = default!;
        return false;
    }

    private int PlaceOf(WordKey key, int length) => (int)((((key.First ^ BitOperations.RotateLeft(key.Last, Turn)) + (ulong)length) * Multiplier) >> _shift);

    private readonly record struct Entry(WordKey Key, byte[]? Word, T Meaning);
}
