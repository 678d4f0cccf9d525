using System.Collections.Immutable;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>
/// Shares the conditions of rules out to scanners, so that rules which are left out together cost nothing: those of requests and of responses are apart, and
/// so are those behind each further jump, which is how the CRS leaves out the rules of higher paranoia levels.
/// </summary>
internal sealed class ScannerPlan
{
    /// <summary>Most scanners of a program. One bit each of 32.</summary>
    public const int MostScanners = 2 * Depths;

    private const int Depths = 4;
    private const int FirstResponsePhase = 3;
    private const int WordBits = 64;

    private readonly Dictionary<MatchCondition, int> _scannerOf = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MatchCondition, int> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>Which scanner suits a rule.</summary>
    /// <param name="phase">The rule's phase.</param>
    /// <param name="jumps">How many earlier rules of the phase can jump over it.</param>
    public static int ScannerFor(int phase, int jumps) => (phase >= FirstResponsePhase ? Depths : 0) + Math.Clamp(jumps - 1, 0, Depths - 1);

    /// <summary>Adds the condition of a rule. One that several rules have goes to the scanner that is asked soonest.</summary>
    public void Add(MatchCondition condition, int scanner)
    {
        if (!_scannerOf.TryGetValue(condition, out var known) || scanner < known) _scannerOf[condition] = scanner;
    }

    /// <summary>The number of a condition and its scanner, once the scanners are built.</summary>
    public (int Condition, int Scanner) Find(MatchCondition condition) => (_numbers[condition], _scannerOf[condition]);

    /// <summary>Builds the scanners. The conditions of each have words of their own.</summary>
    public ImmutableArray<PlacedScanner> Build()
    {
        var scanners = ImmutableArray.CreateBuilder<PlacedScanner>(MostScanners);
        var word = 0;
        for (var i = 0; i < MostScanners; i++)
        {
            List<MatchCondition> conditions = [.. _scannerOf.Where(c => c.Value == i).Select(c => c.Key)];
            for (var c = 0; c < conditions.Count; c++) _numbers[conditions[c]] = (word * WordBits) + c;
            var scanner = Scanner.Build(conditions);
            scanners.Add(new(scanner, word, scanner.Words));
            word += scanner.Words;
        }

        return scanners.MoveToImmutable();
    }
}

/// <summary>A scanner and where its answer lies among those of all scanners of a program.</summary>
internal readonly record struct PlacedScanner(Scanner Scanner, int FirstWord, int Words);
