using System.Text;

namespace Palisade.Engine.Bodies;

/// <summary>Small questions about bytes of HTTP and MIME texts.</summary>
internal static class Bytes
{
    /// <summary>Space and tab.</summary>
    public static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>White space of C's <c>isspace</c>, which is what parsers written in C skip.</summary>
    public static ReadOnlySpan<byte> Spaces => " \t\n\v\f\r"u8;

    /// <summary>Whether both are the same but for the case of ASCII letters.</summary>
    public static bool EqualIgnoringCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Ascii.EqualsIgnoreCase(left, right);

    /// <summary>Where an ASCII text starts, whatever its case; -1 when nowhere.</summary>
    /// <param name="lower">The text looked for, in lower case.</param>
    public static int IndexIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        for (var i = 0; i + lower.Length <= text.Length; i++)
        {
            if (EqualIgnoringCase(text.Slice(i, lower.Length), lower)) return i;
        }

        return -1;
    }

    /// <summary>A token character of MIME (RFC 2045, section 5.1).</summary>
    public static bool IsToken(byte b) => b is > 32 and < 127 && "()<>@,;:\\\"/[]?="u8.IndexOf(b) < 0;

    /// <summary>The bytes as text, each one a character, cut where they would make a message too long to read.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes.Length <= 100 ? bytes : bytes[..100]);
}
