using System.Buffers;

namespace Palisade.Gateway.Filter;

/// <summary>The words of HTTP (RFC 9110, section 5.6.2).</summary>
internal static class Tokens
{
    private static readonly SearchValues<byte> Characters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether <paramref name="text"/> is a token.</summary>
    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);

    /// <summary>Equality without regard to the case of ASCII letters.</summary>
    /// <remarks>The length is looked at here, where the call is compiled in: most names that are compared differ in it.</remarks>
    public static bool EqualIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other) => text.Length == other.Length && System.Text.Ascii.EqualsIgnoreCase(text, other);

    /// <summary>Beginning without regard to the case of ASCII letters.</summary>
    public static bool StartsWithIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) => text.Length >= start.Length && EqualIgnoreCase(text[..start.Length], start);
}
