using System.Collections.Immutable;
using System.Numerics;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>
/// Looks for some of the conditions of a scanner, where they are so few that it takes a fraction of the time: bodies and what Base64 makes of values are read by a handful of rules. Immutable.
/// </summary>
internal sealed class PartScanner
{
    private readonly Scanner _scanner;
    private readonly int[] _numbers;

    /// <param name="conditions">What to look for.</param>
    public PartScanner(ImmutableArray<PlacedCondition> conditions)
    {
        _scanner = Scanner.Build([.. conditions.Select(c => c.Condition)]);
        _numbers = [.. conditions.Select(c => c.Number)];
    }

    /// <summary>Adds the conditions that a value satisfies.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="present">The bytes that occur in it.</param>
    /// <param name="scratch">Used by no other scan meanwhile.</param>
    /// <param name="block">A bit for each condition of the program.</param>
    /// <returns>Whether there are any.</returns>
    public bool Scan(ReadOnlySpan<byte> value, in ByteSet present, ScanScratch scratch, Span<ulong> block)
    {
        Span<ulong> satisfied = stackalloc ulong[_scanner.Words];
        if (!_scanner.Scan(value, present, scratch, satisfied)) return false;
        for (var word = 0; word < satisfied.Length; word++)
        {
            for (var bits = satisfied[word]; bits != 0; bits &= bits - 1)
            {
                var number = _numbers[(word << 6) + BitOperations.TrailingZeroCount(bits)];
                block[number >> 6] |= 1UL << (number & 63);
            }
        }

        return true;
    }
}
