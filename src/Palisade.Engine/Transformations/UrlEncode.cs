using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Transformations;

/// <summary><c>t:urlEncode</c>: a space becomes <c>+</c>, every byte but ASCII letters, digits and <c>*</c> becomes <c>%hh</c> in lower case.</summary>
internal sealed class UrlEncode() : RewritingTransformation("urlEncode", ~(NamedSets.Digit | NamedSets.Upper | NamedSets.Lower | ByteSet.Of((byte)'*')))
{
    /// <inheritdoc/>
    protected override int MaxLength(int length) => checked(length * 3);

    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var written = 0;
        foreach (var b in value)
        {
            if (b == '*' || char.IsAsciiLetterOrDigit((char)b))
            {
                target[written++] = b;
            }
            else if (b == ' ')
            {
                target[written++] = (byte)'+';
            }
            else
            {
                target[written++] = (byte)'%';
                target[written++] = "0123456789abcdef"u8[b >> 4];
                target[written++] = "0123456789abcdef"u8[b & 0x0F];
            }
        }

        return written;
    }
}
