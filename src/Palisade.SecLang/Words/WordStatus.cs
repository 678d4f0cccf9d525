namespace Palisade.SecLang.Words;

/// <summary>What becomes of a word that the language knows.</summary>
public enum WordStatus
{
    /// <summary>It does what its documentation says.</summary>
    Active,

    /// <summary>It is accepted, because other engines accept it, and does nothing; the author is warned.</summary>
    Idle,

    /// <summary>It is refused by name.</summary>
    Refused,
}
