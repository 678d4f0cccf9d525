using Palisade.Engine.Rules;

namespace Palisade.Engine.Values;

/// <summary>Compares keys with selectors, without regard to ASCII case.</summary>
internal static class SelectorMatch
{
    /// <summary>Whether the selector means this key; no selector means every key.</summary>
    public static bool Includes(Selector? selector, ReadOnlySpan<byte> key) => selector switch
    {
        null => true,
        Selector.Key named => Same(key, named.Bytes),
        Selector.Pattern pattern => pattern.Keys.Includes(key),
        Selector.XPath path => key.SequenceEqual(path.Bytes),
        _ => false,
    };

    private static bool Same(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name)
    {
        if (key.Length != name.Length) return false;
        for (var i = 0; i < key.Length; i++)
        {
            if (Lower(key[i]) != Lower(name[i])) return false;
        }

        return true;
    }

    private static int Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b;
}
