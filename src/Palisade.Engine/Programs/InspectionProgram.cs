using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>
/// Rules arranged to be run: for each phase its steps, with jumps worked out; and one scanner that says of a value which
/// rules' operators could match it at all, so that only those are asked. Immutable; shared by all requests.
/// </summary>
internal sealed class InspectionProgram
{
    private const int WordBits = 64;

    private readonly ImmutableArray<ProgramStep>[] _phases;
    private readonly Dictionary<string, int>[] _markers;
    private readonly Scanner _scanner;

    public InspectionProgram(ImmutableArray<ProgramStep>[] phases, Dictionary<string, int>[] markers, Scanner scanner, ImmutableArray<Feed> feeds, ImmutableArray<ImmutableArray<int>> feedSets)
    {
        (_phases, _markers, _scanner) = (phases, markers, scanner);
        (Feeds, FeedSets) = (feeds, feedSets);
        ConditionWords = (scanner.Count + WordBits - 1) / WordBits;
    }

    /// <summary>How many words of 64 bits hold a bit for each condition.</summary>
    public int ConditionWords { get; }

    /// <summary>Every feed of some rule.</summary>
    public ImmutableArray<Feed> Feeds { get; }

    /// <summary>What <see cref="RuleTest.Feed"/> counts: lists of <see cref="Feeds"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> FeedSets { get; }

    /// <summary>The steps of a phase, 1 to 5.</summary>
    public ImmutableArray<ProgramStep> Steps(int phase) => _phases[phase - 1];

    /// <summary>Where a phase goes on when it starts while a <c>skipAfter</c> of an earlier phase is open; -1 when its marker is not there.</summary>
    public int First(int phase, string marker) => _markers[phase - 1].GetValueOrDefault(marker, -1);

    /// <summary>Finds the conditions that a value fulfils.</summary>
    /// <param name="hits"><see cref="ConditionWords"/> words.</param>
    /// <returns>Whether it fulfils any.</returns>
    public bool Scan(ReadOnlySpan<byte> value, in ByteSet present, ScanScratch scratch, Span<ulong> hits) =>
        _scanner.Scan(value, present, scratch, hits);
}
