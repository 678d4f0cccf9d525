using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Palisade.SecLang.Words;

/// <summary>Words of one kind, found without regard to ASCII case.</summary>
/// <typeparam name="T">What is known of a word.</typeparam>
public sealed class WordTable<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _bySpelling;
    private readonly string[] _spellings;

    /// <summary>Builds the table; every spelling of a word, its canonical name among them, leads to the word.</summary>
    internal WordTable(IEnumerable<T> words, Func<T, IEnumerable<string>> spellings)
    {
        All = [.. words];
        _bySpelling = All.SelectMany(w => spellings(w).Select(s => KeyValuePair.Create(s, w))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _spellings = [.. _bySpelling.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Every word once.</summary>
    public IReadOnlyList<T> All { get; }

    /// <summary>Finds a word by any of its spellings.</summary>
    public bool TryGet(string spelling, [NotNullWhen(true)] out T? word) => _bySpelling.TryGetValue(spelling, out word);

    /// <summary>The spelling nearest to a word that was not found, or null when none is near.</summary>
    public string? Nearest(string unknown) => Spelling.Nearest(unknown, _spellings);
}
