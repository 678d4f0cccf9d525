using System.Collections.Frozen;

namespace Palisade.Detection.Text;

/// <summary>What words mean: looked up as bytes, without allocation. The words are written in lower case, separated by blanks.</summary>
/// <typeparam name="T">The meaning.</typeparam>
internal sealed class WordMap<T>
{
    private const int LongestWord = 48;

    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _words;

    public WordMap(params (T Meaning, string Words)[] rows)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (meaning, words) in rows)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) all.TryAdd(word, meaning);
        }

        Words = [.. all.Keys];
        _words = all.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Every word, in the order in which it was written.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The meaning of a word as it is written.</summary>
    public bool TryGet(ReadOnlySpan<byte> word, out T meaning) => TryGet(word, 0, out meaning);

    /// <summary>The meaning of a word in any case.</summary>
    public bool TryGetAnyCase(ReadOnlySpan<byte> word, out T meaning) => TryGet(word, 0x20, out meaning);

    private bool TryGet(ReadOnlySpan<byte> word, byte fold, out T meaning)
    {
        meaning = default!;
        if (word.IsEmpty || word.Length > LongestWord) return false;
        Span<char> buffer = stackalloc char[LongestWord];
        for (var i = 0; i < word.Length; i++) buffer[i] = (char)(ByteClass.IsLetter(word[i]) ? word[i] | fold : word[i]);
        return _words.TryGetValue(buffer[..word.Length], out meaning!);
    }
}
