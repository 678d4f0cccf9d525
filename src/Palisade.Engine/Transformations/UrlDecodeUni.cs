using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:urlDecodeUni</c>: as <see cref="UrlDecode"/>, and <c>%uHHHH</c> becomes one byte: that of the map of <c>SecUnicodeMapFile</c> where it has one,
/// else the low byte, full-width letters (U+FF01 to U+FF5E) their ASCII letter. A <c>%u</c> without four digits stays.
/// </summary>
/// <param name="map">The best-fit map of the rules, or null.</param>
internal sealed class UrlDecodeUni(UnicodeMap? map) : RewritingTransformation("urlDecodeUni", ByteSet.Of("%+"u8))
{
    private static readonly ByteSet Space = ByteSet.Of((byte)' ');

    /// <inheritdoc/>
    // With a percent sign it hangs on what follows.
    public override ByteSet? BytesOf(in ByteSet present) => present.Contains((byte)'%') || !present.Contains((byte)'+') ? null : (present & ~Triggers) | Space;

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        // Before the first percent sign there is nothing but spaces to see to, many bytes at a time.
        var percent = value.IndexOf((byte)'%');
        var written = percent < 0 ? value.Length : percent;
        value[..written].Replace(target, (byte)'+', (byte)' ');
        for (var i = written; i < value.Length; i++)
        {
            if (value[i] == '%' && TryDecode(value[(i + 1)..], out var decoded, out var used))
            {
                target[written++] = decoded;
                i += used;
            }
            else
            {
                target[written++] = value[i] == '+' ? (byte)' ' : value[i];
            }
        }

        return written;
    }

    private bool TryDecode(ReadOnlySpan<byte> afterPercent, out byte decoded, out int used)
    {
        decoded = 0;
        used = 0;
        if (afterPercent.Length < 2) return false;
        if (afterPercent[0] is (byte)'u' or (byte)'U')
        {
            if (afterPercent.Length < 5 || !AllHex(afterPercent[1..5])) return false;
            used = 5;
            decoded = Fold(afterPercent[1..5]);
            return true;
        }

        if (!AllHex(afterPercent[..2])) return false;
        used = 2;
        decoded = AsciiByte.HexPair(afterPercent);
        return true;
    }

    private byte Fold(ReadOnlySpan<byte> digits)
    {
        var low = AsciiByte.HexPair(digits[2..]);
        return map is not null && map.TryGet((AsciiByte.HexPair(digits) << 8) | low, out var mapped)
            ? mapped
            : AsciiByte.FoldFullWidth(digits, low);
    }

    private static bool AllHex(ReadOnlySpan<byte> digits)
    {
        foreach (var b in digits)
        {
            if (!AsciiByte.IsHex(b)) return false;
        }

        return true;
    }
}
