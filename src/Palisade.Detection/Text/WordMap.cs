namespace Palisade.Detection.Text;

/// <summary>What words mean: looked up as bytes, without allocation. The words are written in lower case, separated by blanks.</summary>
/// <typeparam name="T">The meaning.</typeparam>
internal sealed class WordMap<T>
{
    private readonly WordTable<T> _words;

    public WordMap(params (T Meaning, string Words)[] rows)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (meaning, words) in rows)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) all.TryAdd(word, meaning);
        }

        Words = [.. all.Keys];
        _words = new(all);
    }

    /// <summary>Every word, in the order in which it was written.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The meaning of a word as it is written.</summary>
    public bool TryGet(ReadOnlySpan<byte> word, out T meaning) => _words.TryGet(word, out meaning);

    /// <summary>The meaning of a word in any case.</summary>
    public bool TryGetAnyCase(ReadOnlySpan<byte> word, out T meaning) => _words.TryGetAnyCase(word, out meaning);
}
