namespace Palisade.SecLang.Words;

/// <summary>Whether something follows a word.</summary>
public enum ValueNeed
{
    /// <summary>Nothing may follow.</summary>
    None,

    /// <summary>Something may follow.</summary>
    Optional,

    /// <summary>Something must follow.</summary>
    Required,
}

/// <summary>An operator of the language.</summary>
/// <param name="Name">Canonical, without <c>@</c>.</param>
/// <param name="Macros">Whether its argument may hold macros.</param>
/// <param name="Synonyms">Other spellings that lead here.</param>
/// <param name="Hint">What to do instead, for a refused one.</param>
public sealed record OperatorWord(
    string Name, ValueNeed Argument, bool Macros, IReadOnlyList<string> Synonyms, WordStatus Status = WordStatus.Active, string? Hint = null);
