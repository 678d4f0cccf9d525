using System.Buffers.Text;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:utf8toUnicode</c>: each UTF-8 sequence of two to four bytes becomes <c>%uHHHH</c> (more digits where needed). As in ModSecurity a lead byte without its
/// sequence is dropped, so is a NUL, and an overlong or surrogate sequence is followed by its raw lead byte.
/// </summary>
internal sealed class Utf8ToUnicode() : RewritingTransformation("utf8toUnicode", ByteSet.Of(0) | ByteSet.Range(0x80, 0xFF))
{
    private const int LeastDigits = 4;

    /// <inheritdoc/>
    // The worst case is an overlong sequence of two bytes: seven bytes for two.
    protected override int MaxLength(int length) => checked((length * 7 / 2) + 1);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            var lead = value[i];
            var length = SequenceLength(lead);
            if (length == 1)
            {
                if (lead != 0) target[written++] = lead;
                i++;
                continue;
            }

            // 0xF5 and above start no character of Unicode; they are shown as they are, and their sequence too.
            if (lead >= 0xF5) target[written++] = lead;
            if (!TryRead(value[i..], length, out var codePoint))
            {
                i++;
                continue;
            }

            written += WriteEscape(codePoint, target[written..]);
            if (codePoint is >= 0xD800 and <= 0xDFFF || codePoint < LeastCodePoint(length)) target[written++] = lead;
            i += length;
        }

        return written;
    }

    private static int SequenceLength(byte lead) => lead switch
    {
        >= 0xC0 and <= 0xDF => 2,
        >= 0xE0 and <= 0xEF => 3,
        >= 0xF0 and <= 0xF7 => 4,
        _ => 1,
    };

    private static int LeastCodePoint(int length) => length switch { 2 => 0x80, 3 => 0x800, _ => 0x10000 };

    private static bool TryRead(ReadOnlySpan<byte> text, int length, out int codePoint)
    {
        codePoint = text[0] & (0xFF >> (length + 1));
        if (text.Length < length) return false;
        foreach (var b in text[1..length])
        {
            if ((b & 0xC0) != 0x80) return false;
            codePoint = (codePoint << 6) | (b & 0x3F);
        }

        return true;
    }

    private static int WriteEscape(int codePoint, Span<byte> target)
    {
        var digits = LeastDigits;
        while (codePoint >> (4 * digits) != 0) digits++;
        "%u"u8.CopyTo(target);
        Utf8Formatter.TryFormat(codePoint, target[2..], out _, new System.Buffers.StandardFormat('x', (byte)digits));
        return 2 + digits;
    }
}
