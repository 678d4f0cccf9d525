using System.Collections.Frozen;
using System.Text;

namespace Palisade.Engine.Transformations;

/// <summary>The named character references that <c>t:htmlEntityDecode</c> knows: those of HTML that stand for an ASCII character, and <c>nbsp</c>.</summary>
/// <remarks>The list is that of ModSecurity since its fix of GHSA-cxqf-vgrr-xxrv; older versions knew the first five only.</remarks>
internal static class HtmlEntity
{
    private const int ShortestName = 2;
    private const int LongestName = 6;

    // By the letters of the name, one byte each.
    private static readonly FrozenDictionary<ulong, byte> Bytes = new Dictionary<string, byte>
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
    }.ToFrozenDictionary(entity => KeyOf(Encoding.ASCII.GetBytes(entity.Key)), entity => entity.Value);

    /// <summary>Finds the byte of a name, in any case.</summary>
    public static bool TryFind(ReadOnlySpan<byte> name, out byte value)
    {
        value = 0;
        return name.Length is >= ShortestName and <= LongestName && Bytes.TryGetValue(KeyOf(name), out value);
    }

    private static ulong KeyOf(ReadOnlySpan<byte> name)
    {
        var key = 0UL;
        foreach (var b in name) key = (key << 8) | AsciiByte.ToLower(b);
        return key;
    }
}
