using System.Numerics;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Scanning;

/// <summary>The halves of some bytes.</summary>
/// <param name="Low">A bit for each value of the lower four bits.</param>
/// <param name="High">A bit for each value of the upper four bits.</param>
internal readonly record struct ByteHalves(ushort Low, ushort High)
{
    private const int BitsOfHalf = 4;
    private const int LowerHalf = 0xF;

    /// <summary>The chance to meet a byte with such halves at a given place.</summary>
    public double Chance
    {
        get
        {
            var chance = 0.0;
            for (int high = High; high != 0; high &= high - 1)
            {
                var upper = BitOperations.TrailingZeroCount(high) << BitsOfHalf;
                for (int low = Low; low != 0; low &= low - 1) chance += WebText.Chance((byte)(upper | BitOperations.TrailingZeroCount(low)));
            }

            return chance;
        }
    }

    /// <summary>Those of a byte; of a letter, in either case.</summary>
    public static ByteHalves Of(byte value)
    {
        var halves = default(ByteHalves);
        foreach (var b in ByteSet.Of(value).IgnoringCase().Bytes) halves = halves.With(new((ushort)(1 << (b & LowerHalf)), (ushort)(1 << (b >> BitsOfHalf))));
        return halves;
    }

    /// <summary>The halves of both.</summary>
    public ByteHalves With(ByteHalves other) => new((ushort)(Low | other.Low), (ushort)(High | other.High));
}
