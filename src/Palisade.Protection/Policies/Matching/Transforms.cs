using System.Buffers;
using System.Buffers.Text;
using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Matching;

/// <summary>What is done with a value before it is compared. Nothing makes a value longer, so all happens in place.</summary>
internal static class Transforms
{
    private static readonly SearchValues<byte> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);

    /// <summary>Applies all, in order.</summary>
    /// <param name="value">Is changed.</param>
    /// <returns>What is left of it.</returns>
    public static Span<byte> Apply(Transformer[] chain, Span<byte> value)
    {
        foreach (var transformer in chain) value = Apply(transformer, value);
        return value;
    }

    private static Span<byte> Apply(Transformer transformer, Span<byte> value)
    {
        switch (transformer)
        {
            case Transformer.LowerCase:
                foreach (ref var b in value) b = (byte)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b);
                return value;
            case Transformer.UpperCase:
                foreach (ref var b in value) b = (byte)(b is >= (byte)'a' and <= (byte)'z' ? b & ~0x20 : b);
                return value;
            case Transformer.Base64Decode:
                return Base64Decoded(value);
            case Transformer.NormalizePath:
                return value[..PlainPath.Straighten(value)];
            case Transformer.RemoveWhitespace:
                var kept = 0;
                foreach (var b in value)
                {
                    if (b is not ((byte)' ' or >= 9 and <= 13)) value[kept++] = b;
                }

                return value[..kept];
            case Transformer.UrlDecode:
                return value[..UrlText.Decode(value, value, plusIsBlank: false)];
            case Transformer.TrimLeft:
                return value.TrimStart(" \t\r\n\v\f"u8);
            case Transformer.TrimRight:
                return value.TrimEnd(" \t\r\n\v\f"u8);
            default:
                return value.Trim(" \t\r\n\v\f"u8);
        }
    }

    private static Span<byte> Base64Decoded(Span<byte> value)
    {
        var text = value.TrimEnd((byte)'=');
        if (text.ContainsAnyExcept(Alphabet) || text.Length % 4 == 1) return value;

        text.Replace((byte)'+', (byte)'-');
        text.Replace((byte)'/', (byte)'_');
        return Base64Url.IsValid(text) ? text[..Base64Url.DecodeFromUtf8InPlace(text)] : value;
    }
}
