namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:base64DecodeExt</c>: as <see cref="Base64Decode"/>, but skips what is no digit and needs no padding. A <c>=</c> after a lone digit of a group
/// makes the whole value empty, as in ModSecurity.
/// </summary>
internal sealed class Base64DecodeExt() : RewritingTransformation("base64DecodeExt")
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        var digits = 0;
        var bits = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '=')
            {
                var another = i + 1 < value.Length && value[i + 1] == '=';
                if (!another && digits % 4 == 1) return 0;
                continue;
            }

            var digit = Base64Digit.ValueOfEitherAlphabet(value[i]);
            if (digit < 0) continue;
            bits = (bits << 6) | digit;
            // Digits 2, 3 and 4 of a group each complete a byte; 4, 2 and 0 bits are left over.
            var place = digits++ % 4;
            if (place > 0) target[written++] = (byte)(bits >> (6 - (2 * place)));
        }

        return written;
    }
}
