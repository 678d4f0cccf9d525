namespace Palisade.SecLang.Lexing;

/// <summary>Bytes by class. Only ASCII counts: what lies above belongs to no alphabet here.</summary>
internal static class Chars
{
    /// <summary>Blanks between words. A carriage return is one, as ModSecurity v3 ignores it.</summary>
    public static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\v' or '\f';

    /// <summary>The letters, digits and underscores that names consist of.</summary>
    public static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_';
}
