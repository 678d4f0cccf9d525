using System.Collections.Frozen;
using System.Text;

namespace Palisade.Protection.Bots;

/// <summary>The words of bot files, policies and events for classes, categories and proofs.</summary>
public static class BotWords
{
    /// <summary>Classes by word.</summary>
    public static readonly FrozenDictionary<string, BotClass> Classes = Words<BotClass>();

    /// <summary>Categories by word.</summary>
    public static readonly FrozenDictionary<string, BotCategory> Categories = Words<BotCategory>();

    private static readonly string[] ClassWords = [.. Enum.GetValues<BotClass>().Select(Word)];
    private static readonly string[] CategoryWords = [.. Enum.GetValues<BotCategory>().Select(Word)];
    private static readonly string[] ProofWords = [.. Enum.GetValues<BotProof>().Select(Word)];

    /// <summary>The word of a class.</summary>
    public static string Of(BotClass value) => ClassWords[(int)value];

    /// <summary>The word of a category.</summary>
    public static string Of(BotCategory value) => CategoryWords[(int)value];

    /// <summary>The word of a proof.</summary>
    public static string Of(BotProof value) => ProofWords[(int)value];

    private static FrozenDictionary<string, T> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(Word, StringComparer.Ordinal);

    /// <summary><c>SearchEngine</c> becomes <c>search_engine</c>.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0) word.Append('_');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
