using System.Numerics;

namespace Palisade.Engine.Transformations;

/// <summary>
/// <c>t:parityEven7bit</c> and <c>t:parityOdd7bit</c>: sets or clears the top bit of each byte by the parity of all its eight bits,
/// as ModSecurity does it.
/// </summary>
/// <param name="name">The canonical name.</param>
/// <param name="topBitWhenOdd">Whether an odd number of ones sets the top bit (even parity) or clears it (odd parity).</param>
internal sealed class Parity7Bit(string name, bool topBitWhenOdd) : RewritingTransformation(name)
{
    /// <inheritdoc/>
    protected override int Rewrite(ReadOnlySpan<byte> value, Span<byte> target)
    {
        for (var i = 0; i < value.Length; i++)
        {
            var odd = (BitOperations.PopCount(value[i]) & 1) == 1;
            target[i] = (byte)(odd == topBitWhenOdd ? value[i] | 0x80 : value[i] & 0x7F);
        }

        return value.Length;
    }
}
