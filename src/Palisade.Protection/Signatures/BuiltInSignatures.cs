using Palisade.SecLang;

namespace Palisade.Protection.Signatures;

/// <summary>The signatures that protect when no other rules are installed.</summary>
internal static class BuiltInSignatures
{
    /// <summary>The built-in library as directives.</summary>
    public static ParseResult Directives() => new([], []);
}
