using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:escapeSeqDecode</c>: escapes of ANSI C: <c>\a \b \f \n \r \t \v \\ \? \' \" \xHH \O \OO \OOO</c>. An escape it does not know loses its backslash;
/// a lone backslash at the end stays.
/// </summary>
internal sealed class EscapeSeqDecode() : RewritingTransformation("escapeSeqDecode", ByteSet.Of((byte)'\\'))
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var i = 0;
        while (i < value.Length)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                target[written++] = value[i++];
                continue;
            }

            target[written++] = Decode(value[(i + 1)..], out var used);
            i += 1 + used;
        }

        return written;
    }

    private static byte Decode(ReadOnlySpan<byte> afterBackslash, out int used)
    {
        var first = afterBackslash[0];
        if (first is (byte)'x' or (byte)'X' && afterBackslash.Length >= 3 && AsciiByte.IsHex(afterBackslash[1]) && AsciiByte.IsHex(afterBackslash[2]))
        {
            used = 3;
            return AsciiByte.HexPair(afterBackslash[1..]);
        }

        if (AsciiByte.IsOctal(first)) return OctalEscape.Read(afterBackslash, out used);
        used = 1;
        return ControlEscape.Byte(first);
    }
}
