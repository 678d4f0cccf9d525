using System.Collections.Immutable;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>
/// Shares the conditions of rules out to scanners, so that rules which are left out together cost nothing: those of requests and of responses are apart, and
/// so are those behind each further jump, which is how the CRS leaves out the rules of higher paranoia levels. What is asked of files alone has one
/// too: they are long, and it is little. A program with a basis has the scanners of that, and one more, for the conditions that only it has.
/// </summary>
/// <param name="basis">Whose scanners and numbers hold here too; they are built, and only read. Or null.</param>
internal sealed class ScannerPlan(ScannerPlan? basis)
{
    /// <summary>Most scanners of a program. One bit each of 32.</summary>
    public const int MostScanners = OwnScanner + 1;

    private const int Depths = 4;
    private const int FileScanner = 2 * Depths;
    private const int OwnScanner = FileScanner + 1;
    private const int FirstResponsePhase = 3;
    private const int WordBits = 64;

    private readonly Dictionary<AskedCondition, int> _scannerOf = [];
    private readonly Dictionary<AskedCondition, int> _numbers = [];
    private ImmutableArray<PlacedScanner> _built;

    /// <summary>Which scanner suits a rule.</summary>
    /// <param name="condition">What it asks.</param>
    /// <param name="phase">The rule's phase.</param>
    /// <param name="jumps">How many earlier rules of the phase can jump over it.</param>
    public static int ScannerFor(AskedCondition condition, int phase, int jumps) => condition.OfFiles ? FileScanner : (phase >= FirstResponsePhase ? Depths : 0) + Math.Clamp(jumps - 1, 0, Depths - 1);

    /// <summary>Adds the condition of a rule. One that several rules have goes to the scanner that is asked soonest.</summary>
    public void Add(AskedCondition condition, int scanner)
    {
        if (basis is not null)
        {
            if (!basis._numbers.ContainsKey(condition)) _scannerOf[condition] = OwnScanner;
        }
        else if (!_scannerOf.TryGetValue(condition, out var known) || scanner < known)
        {
            _scannerOf[condition] = scanner;
        }
    }

    /// <summary>The number of a condition and its scanner, once the scanners are built.</summary>
    public (int Condition, int Scanner) Find(AskedCondition condition) =>
        basis is not null && basis._numbers.TryGetValue(condition, out var number) ? (number, basis._scannerOf[condition]) : (_numbers[condition], _scannerOf[condition]);

    /// <summary>Builds the scanners. The conditions of each have words of their own.</summary>
    public ImmutableArray<PlacedScanner> Build()
    {
        if (basis is null) return _built = [.. BuildFrom(0, 0, OwnScanner)];
        if (_scannerOf.Count == 0) return _built = basis._built;
        return _built = [.. basis._built, .. BuildFrom(basis._built.Sum(s => s.Words), OwnScanner, 1)];
    }

    private List<PlacedScanner> BuildFrom(int word, int first, int count)
    {
        var scanners = new List<PlacedScanner>(count);
        for (var i = first; i < first + count; i++)
        {
            List<AskedCondition> conditions = [.. _scannerOf.Where(c => c.Value == i).Select(c => c.Key)];
            for (var c = 0; c < conditions.Count; c++) _numbers[conditions[c]] = (word * WordBits) + c;
            var scanner = Scanner.Build([.. conditions.Select(c => c.Condition)]);
            scanners.Add(new(scanner, word, scanner.Words));
            word += scanner.Words;
        }

        return scanners;
    }
}

/// <summary>A scanner and where its answer lies among those of all scanners of a program.</summary>
internal readonly record struct PlacedScanner(Scanner Scanner, int FirstWord, int Words);
