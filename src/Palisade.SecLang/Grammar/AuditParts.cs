namespace Palisade.SecLang.Grammar;

/// <summary>The letters of the parts of an audit log entry.</summary>
internal static class AuditParts
{
    public const string Letters = "ABCDEFGHIJKZ";

    /// <summary>Whether the text is one letter or more, all of them of parts. Capitals only, as in ModSecurity.</summary>
    public static bool IsList(string text) => text.Length > 0 && text.All(Letters.Contains);
}
