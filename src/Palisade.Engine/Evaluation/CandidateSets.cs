using System.Numerics;
using System.Runtime.CompilerServices;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Scanning;
using Palisade.Engine.Values;

namespace Palisade.Engine.Evaluation;

/// <summary>
/// Which conditions hold for some value of a list of sources, in any of the forms in which rules read it. A source is scanned when the first rule asks, once by each of
/// the scanners that are asked for: those of the request's head for the transaction, all others for a phase.
/// </summary>
internal sealed class CandidateSets(TransactionState state)
{
    private const int Nothing = -1;

    private readonly Scans _sets = new();
    private readonly Scans _ofHead = new();
    private readonly Scans _ofPhase = new();
    private InspectionProgram? _program;

    // What was asked last: rules that stand together mostly read the same.
    private int _asked = Nothing;
    private int _askedScanner;

    /// <summary>Starts a transaction.</summary>
    public void Begin() => _program = null;

    /// <summary>Starts a phase.</summary>
    public void BeginPhase(InspectionProgram program)
    {
        if (_program is null) _ofHead.Begin(ValueSource.Count, program.ConditionWords);
        _program = program;
        _asked = Nothing;
        _sets.Begin(program.SourceSets.Length, program.ConditionWords);
        _ofPhase.Begin(ValueSource.Count, program.ConditionWords);
    }

    /// <summary>Forgets the program, so that one that is replaced can go.</summary>
    public void Clear() => _program = null;

    /// <summary>Whether the rule could match one of its values. Only for rules with a list of sources.</summary>
    public bool Has(int sources, int condition, int scanner)
    {
        if (sources != _asked || scanner != _askedScanner) Ask(sources, scanner);
        return (_sets.Word(sources, condition >> 6) >> (condition & 63) & 1) != 0;
    }

    /// <summary>Whether it is known that the rule could match no value of a source. Not for negated rules.</summary>
    public bool Lacks(ValueSource source, RuleTest test) => (source.IsOfHead ? _ofHead : _ofPhase).Lacks(source.Number, test.Scanner, test.Condition);

    /// <summary>Which values of a source the rule could match: a bit for each, as <see cref="Scans.Places"/> says. Not for negated rules.</summary>
    public ulong PlacesOf(ValueSource source, RuleTest test) => (source.IsOfHead ? _ofHead : _ofPhase).Places(source.Number, test.Scanner);

    /// <summary>What a scanner finds in the values of a source, in its own words.</summary>
    public ReadOnlySpan<ulong> Found(ValueSource source, int scanner)
    {
        var scans = source.IsOfHead ? _ofHead : _ofPhase;
        var (first, words) = _program!.WordsOf(scanner);
        var hits = scans.Hits(source.Number).Slice(first, words);
        if (scans.Enter(source.Number, scanner)) scans.Note(source.Number, scanner, Scan(source, scanner, hits));
        return hits;
    }

    private void Ask(int sources, int scanner)
    {
        if (_sets.Enter(sources, scanner)) Unite(sources, scanner);
        (_asked, _askedScanner) = (sources, scanner);
    }

    private void Unite(int set, int scanner)
    {
        var (first, words) = _program!.WordsOf(scanner);
        var hits = _sets.Hits(set).Slice(first, words);
        foreach (var source in _program.SourceSets[set]) Words.Add(hits, Found(source, scanner));
    }

    // Gives back in which values something was found. One piece of code for both who ask.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Scan(ValueSource source, int scanner, Span<ulong> hits)
    {
        var forms = _program!.FormsOf(source, scanner);
        var (places, bit) = (0UL, 1UL);
        foreach (ref readonly var element in state.Values.Read(source, state))
        {
            if (state.Texts.AddForms(element, forms, scanner, hits)) places |= bit;
            bit = BitOperations.RotateLeft(bit, 1);
        }

        return places;
    }
}
