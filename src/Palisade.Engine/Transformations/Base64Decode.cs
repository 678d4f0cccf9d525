using System.Buffers;
using System.Buffers.Text;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:base64Decode</c>: RFC 4648 section 4 text to bytes. A value with any other character, or with data after <c>=</c>, becomes empty.
/// Line ends are skipped, blanks only before them; an incomplete last group of four is dropped; a NUL ends the text, as in ModSecurity.
/// </summary>
internal sealed class Base64Decode() : RewritingTransformation("base64Decode")
{
    private const int DigitsOfAGroup = 4;

    private static readonly ByteSet Digits = NamedSets.Digit | NamedSets.Upper | NamedSets.Lower | ByteSet.Of("+/"u8);
    private static readonly ByteSet Foreign = ~(Digits | ByteSet.Of("= \r\n"u8));
    private static readonly SearchValues<byte> AnyDigit = SearchValues.Create([.. Digits.Bytes]);

    /// <inheritdoc/>
    // Behind a NUL anything may stand.
    public override bool MakesEmpty(in ByteSet present) => present.Overlaps(Foreign) && !present.Contains(0);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (!value.ContainsAnyExcept(AnyDigit))
        {
            Base64.DecodeFromUtf8(value[..^(value.Length % DigitsOfAGroup)], target, out _, out var decoded);
            return decoded;
        }

        var nul = value.IndexOf((byte)0);
        if (nul >= 0) value = value[..nul];
        if (!IsWellFormed(value)) return 0;

        var written = 0;
        var group = 0;
        var digits = 0;
        var padding = 0;
        foreach (var b in value)
        {
            if (b is (byte)'\r' or (byte)'\n' or (byte)' ') continue;
            if (b == '=') padding++;
            group = (group << 6) | (b == '=' ? 0 : Base64Digit.Value(b));
            if (++digits % DigitsOfAGroup != 0) continue;
            target[written++] = (byte)(group >> 16);
            if (padding < 2) target[written++] = (byte)(group >> 8);
            if (padding < 1) target[written++] = (byte)group;
        }

        return written;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> text)
    {
        var padding = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var blank = text[i] == ' ';
            while (i < text.Length && text[i] == ' ') i++;
            if (i == text.Length) return true;
            if (text[i] == '\n') continue;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (blank) return false;
            if (text[i] == '=' ? ++padding > 2 : padding != 0 || Base64Digit.Value(text[i]) < 0) return false;
        }

        return true;
    }
}
