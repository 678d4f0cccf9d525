using System.Security.Cryptography;
using System.Text;
using Palisade.Ftw.Escaping;
using static Palisade.Ftw.Templates.TemplateFunctions;

namespace Palisade.Ftw.Templates;

/// <summary>Functions that encode, decode, escape and digest texts.</summary>
internal static class CodeFunctions
{
    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The functions by name.</summary>
    public static IReadOnlyList<(string Name, TemplateFunction Function)> All { get; } =
    [
        Entry("b64enc", 1, 1, a => Convert.ToBase64String(Bytes(a.Text(0)))),
        Entry("b64dec", 1, 1, DecodeBase64),
        Entry("b32enc", 1, 1, a => EncodeBase32(Bytes(a.Text(0)))),
        Entry("b32dec", 1, 1, DecodeBase32),
        Entry("md5sum", 1, 1, a => Convert.ToHexStringLower(MD5.HashData(Bytes(a.Text(0))))),
        Entry("sha1sum", 1, 1, a => Convert.ToHexStringLower(SHA1.HashData(Bytes(a.Text(0))))),
        Entry("sha256sum", 1, 1, a => Convert.ToHexStringLower(SHA256.HashData(Bytes(a.Text(0))))),
        Entry("sha512sum", 1, 1, a => Convert.ToHexStringLower(SHA512.HashData(Bytes(a.Text(0))))),
        Entry("urlquery", 1, int.MaxValue, a => Widen(QueryEscaping.Escape(Bytes(string.Concat(a.All.Select(GoFormat.Plain)))))),
        Entry("html", 1, int.MaxValue, a => EscapeHtml(string.Concat(a.All.Select(GoFormat.Plain)))),
    ];

    private static byte[] Bytes(string widened) => Encoding.Latin1.GetBytes(widened);

    private static string Widen(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static string DecodeBase64(TemplateArguments a)
    {
        var bytes = new byte[a.Text(0).Length];
        return Convert.TryFromBase64String(a.Text(0), bytes, out var written)
            ? Widen(bytes[..written])
            : throw a.Fault("the text is not base64");
    }

    // RFC 4648, section 6, with padding.
    private static string EncodeBase32(byte[] bytes)
    {
        var text = new StringBuilder();
        for (var i = 0; i < bytes.Length * 8; i += 5)
        {
            var pair = (bytes[i / 8] << 8) | (i / 8 + 1 < bytes.Length ? bytes[(i / 8) + 1] : 0);
            text.Append(Base32Alphabet[(pair >> (11 - (i % 8))) & 31]);
        }

        return text.Append('=', (8 - (text.Length % 8)) % 8).ToString();
    }

    private static string DecodeBase32(TemplateArguments a)
    {
        var text = a.Text(0).TrimEnd('=');
        var bytes = new byte[text.Length * 5 / 8];
        for (var i = 0; i < text.Length; i++)
        {
            var value = Base32Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0) throw a.Fault("the text is not base32");
            for (var bit = 0; bit < 5; bit++)
            {
                var at = (i * 5) + bit;
                if (at / 8 < bytes.Length && ((value >> (4 - bit)) & 1) == 1) bytes[at / 8] |= (byte)(128 >> (at % 8));
            }
        }

        return Widen(bytes);
    }

    private static string EscapeHtml(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("\0", Widen(Encoding.UTF8.GetBytes("\uFFFD")), StringComparison.Ordinal)
        .Replace("\"", "&#34;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
