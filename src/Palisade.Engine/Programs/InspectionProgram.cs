using System.Collections.Immutable;
using Palisade.Engine.Rules;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>
/// Rules arranged to be run: for each phase its steps, with jumps worked out; and scanners that say of a value which
/// rules' operators could match it at all, so that only those are asked. Immutable; shared by all requests.
/// </summary>
internal sealed class InspectionProgram
{
    private readonly PhaseSteps[] _phases;
    private readonly ImmutableArray<ProgramStep>[]? _folded;
    private readonly ImmutableArray<ScannedRun>[] _scanned;
    private readonly ImmutableArray<ScannedRun>[]? _scannedFolded;
    private readonly ImmutableArray<PlacedScanner> _scanners;
    private readonly SourceForms[][] _forms;
    private readonly int _mostKnown;
    private KnownTexts? _known;

    /// <param name="basis">A program of which this one is mostly the same; null for none.</param>
    public InspectionProgram(InspectionProgram? basis, TriggerTable triggers, PhaseSteps[] phases, ImmutableArray<ProgramStep>[]? folded, MarkerTable markers, ImmutableArray<PlacedScanner> scanners, SourceForms[][] forms, ImmutableArray<ImmutableArray<ValueSource>> sourceSets)
    {
        (_phases, _folded, Markers, _scanners) = (phases, folded, markers, scanners);
        (Triggers, _forms, SourceSets) = (triggers, forms, sourceSets);
        ConditionWords = scanners.Sum(s => s.Words);
        _mostKnown = basis is null ? KnownTexts.MostTexts : KnownTexts.MostTextsOfSite;
        // Beside a basis, runs only for phases that are the same: of a thousand sites with exclusions, each would hold 190 KiB. Their rules are asked one by one in a changed phase.
        _scanned = basis is null ? [.. phases.Select(p => Runs(p.Steps))] : [.. phases.Select((p, i) => ReferenceEquals(p, basis._phases[i]) ? basis._scanned[i] : [])];
        _scannedFolded = folded is null ? null : basis?._folded is { } known ? [.. folded.Select((f, i) => f == known[i] ? basis._scannedFolded![i] : [])] : [.. folded.Select(Runs)];
    }

    /// <summary>What the steps of its chains act on.</summary>
    public TriggerTable Triggers { get; }

    /// <summary>How many words of 64 bits hold a bit for each condition.</summary>
    public int ConditionWords { get; }

    /// <summary>What <see cref="RuleTest.Sources"/> counts: lists of sources.</summary>
    public ImmutableArray<ImmutableArray<ValueSource>> SourceSets { get; }

    /// <summary>Where phases go on after markers.</summary>
    public MarkerTable Markers { get; }

    /// <summary>The steps of a phase, 1 to 5.</summary>
    public ImmutableArray<ProgramStep> Steps(int phase) => Phase(phase).Steps;

    /// <summary>The same, as it is kept.</summary>
    public PhaseSteps Phase(int phase) => _phases[phase - 1];

    /// <summary>Whether there are <see cref="FoldedSteps"/>.</summary>
    public bool IsFolded => _folded is not null;

    /// <summary>The steps of a phase without those that are the same for every request: see <see cref="Folding"/>.</summary>
    public ImmutableArray<ProgramStep> FoldedSteps(int phase) => _folded![phase - 1];

    /// <summary><see cref="Folding.Disturbing"/>.</summary>
    public required RuleFilter[] Disturbing { get; init; }

    /// <summary>The runs of steps that scanners speak for, of a phase, or of its folded steps.</summary>
    public ImmutableArray<ScannedRun> Scanned(int phase, bool folded) => (folded ? _scannedFolded! : _scanned)[phase - 1];

    /// <summary>Where a phase goes on when it starts while a <c>skipAfter</c> of an earlier phase is open; -1 when its marker is not there.</summary>
    public int First(int phase, string marker) => Markers.Find(phase, marker);

    /// <summary>One of the scanners, as <see cref="RuleTest.Scanner"/> counts them.</summary>
    public Scanner Scanner(int number) => _scanners[number].Scanner;

    /// <summary>What a scanner has to look at besides the values of a source themselves.</summary>
    public SourceForms FormsOf(ValueSource source, int scanner) => _forms[source.Number][scanner];

    /// <summary>What is known of values that requests repeat.</summary>
    public KnownTexts Known => Volatile.Read(ref _known) ?? MakeKnown();

    /// <summary>Where the answer of a scanner lies among <see cref="ConditionWords"/>.</summary>
    public (int First, int Count) WordsOf(int scanner) => (_scanners[scanner].FirstWord, _scanners[scanner].Words);

    private ImmutableArray<ScannedRun> Runs(ImmutableArray<ProgramStep> steps) => ScannedRun.Of(steps, SourceSets, WordsOf);

    // When the first request comes: of thousands of sites, many have none.
    private KnownTexts MakeKnown()
    {
        Interlocked.CompareExchange(ref _known, new(_mostKnown, KnownTexts.LongestText, ConditionWords), null);
        return _known;
    }
}
