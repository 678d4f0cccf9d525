using System.Collections.Frozen;

namespace Palisade.Engine.Transformations;

/// <summary>The named character references that <c>t:htmlEntityDecode</c> knows: those of HTML that stand for an ASCII character, and <c>nbsp</c>.</summary>
/// <remarks>The list is that of ModSecurity since its fix of GHSA-cxqf-vgrr-xxrv; older versions knew the first five only.</remarks>
internal static class HtmlEntity
{
    private const int LongestName = 6;

    private static readonly FrozenDictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> Bytes = new Dictionary<string, byte>
    {
        ["quot"] = (byte)'"',
        ["amp"] = (byte)'&',
        ["lt"] = (byte)'<',
        ["gt"] = (byte)'>',
        ["nbsp"] = AsciiByte.NonBreakingSpace,
        ["apos"] = (byte)'\'',
        ["ast"] = (byte)'*',
        ["bsol"] = (byte)'\\',
        ["caret"] = (byte)'^',
        ["colon"] = (byte)':',
        ["comma"] = (byte)',',
        ["commat"] = (byte)'@',
        ["dollar"] = (byte)'$',
        ["equals"] = (byte)'=',
        ["grave"] = (byte)'`',
        ["hyphen"] = (byte)'-',
        ["lbrace"] = (byte)'{',
        ["lbrack"] = (byte)'[',
        ["lowbar"] = (byte)'_',
        ["lpar"] = (byte)'(',
        ["num"] = (byte)'#',
        ["percnt"] = (byte)'%',
        ["period"] = (byte)'.',
        ["plus"] = (byte)'+',
        ["quest"] = (byte)'?',
        ["rbrace"] = (byte)'}',
        ["rbrack"] = (byte)']',
        ["rpar"] = (byte)')',
        ["semi"] = (byte)';',
        ["sol"] = (byte)'/',
        ["tilde"] = (byte)'~',
        ["verbar"] = (byte)'|',
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds the byte of a name, in any case.</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, out byte value)
    {
        value = 0;
        if (name.Length > LongestName) return false;
        Span<char> letters = stackalloc char[LongestName];
        for (var i = 0; i < name.Length; i++) letters[i] = (char)name[i];
        return Bytes.TryGetValue(letters[..name.Length], out value);
    }
}
