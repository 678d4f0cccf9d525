namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Options of a pattern, by the letters that switch them inside it.</summary>
[Flags]
public enum PatternFlags
{
    /// <summary>PCRE's defaults.</summary>
    None = 0,

    /// <summary><c>(?i)</c>: ASCII letters match either case. Bytes above 0x7F have no case.</summary>
    IgnoreCase = 1,

    /// <summary><c>(?m)</c>: <c>^</c> also matches after and <c>$</c> before each line feed inside the subject.</summary>
    MultiLine = 2,

    /// <summary><c>(?s)</c>: <c>.</c> matches a line feed too.</summary>
    DotAll = 4,

    /// <summary><c>(?x)</c>: blanks and <c>#</c> comments outside classes do not count.</summary>
    Extended = 8,

    /// <summary><c>(?xx)</c>: spaces and tabs inside classes do not count either.</summary>
    ExtendedMore = 16,

    /// <summary><c>(?n)</c>: plain parentheses do not capture.</summary>
    NoAutoCapture = 32,

    /// <summary><c>(?U)</c>: quantifiers are lazy, and greedy with <c>?</c>.</summary>
    Ungreedy = 64,

    /// <summary><c>(?J)</c>: several groups may have the same name.</summary>
    DuplicateNames = 128,

    /// <summary><c>$</c> without <see cref="MultiLine"/> matches at the very end only. Has no letter.</summary>
    DollarEndOnly = 256,
}
