using System.Collections.Immutable;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Rules;
using Palisade.Engine.Scanning;

namespace Palisade.Engine.Programs;

/// <summary>For each source and scanner, the forms of its values that rules read; and numbers for the lists of sources that rules read.</summary>
/// <param name="basis">A table whose numbers and forms hold here too; it is finished, and only read. Or null.</param>
internal sealed class SourceTable(SourceTable? basis)
{
    private static readonly SourceForms[] NoForms = [.. Enumerable.Repeat(SourceForms.None, ScannerPlan.MostScanners)];

    // By the number of the source times that of all scanners, and the scanner.
    private readonly Dictionary<int, OrderedDictionary<TransformationChain, GatheredForm>> _forms = [];
    private readonly Dictionary<string, int> _sets = new(StringComparer.Ordinal);
    private readonly List<ImmutableArray<ValueSource>> _setList = [];
    private readonly PartTable _parts = new();
    private SourceForms[][] _allForms = [];
    private ImmutableArray<ImmutableArray<ValueSource>> _allSets;

    /// <summary>Takes in what a rule makes of the values that it reads, and asks of them then.</summary>
    public void Add(Rule rule, TransformationChain chain, MatchCondition condition, int number, int scanner)
    {
        foreach (var target in rule.Targets)
        {
            if (target.Count) continue;
            foreach (var source in target.Sources) Add((source.Number * ScannerPlan.MostScanners) + scanner, new(chain, target.Reads is null ? [] : [target.Reads], new([new(number, condition)])));
        }
    }

    /// <summary>The number of the list of sources that a rule reads, all of whose targets have some.</summary>
    public int SetOf(Rule rule)
    {
        var sources = rule.Targets.SelectMany(t => t.Sources).Distinct().OrderBy(s => s.Number).ToImmutableArray();
        var key = string.Join(',', sources.Select(s => s.Number));
        if ((basis is not null && basis._sets.TryGetValue(key, out var known)) || _sets.TryGetValue(key, out known)) return known;
        _setList.Add(sources);
        return _sets[key] = (basis?._allSets.Length ?? 0) + _setList.Count - 1;
    }

    /// <summary>The forms of every source, a row of scanners for each, and every list of sources, by number: those of the basis where none came to them.</summary>
    /// <param name="scanners">The scanners, by number.</param>
    public (SourceForms[][] Forms, ImmutableArray<ImmutableArray<ValueSource>> Sets) Finish(ImmutableArray<PlacedScanner> scanners)
    {
        _allSets = basis is null ? [.. _setList] : _setList.Count == 0 ? basis._allSets : [.. basis._allSets, .. _setList];
        if (basis is not null && _forms.Count == 0) return (_allForms = basis._allForms, _allSets);
        _allForms = basis is null ? [.. Enumerable.Repeat(NoForms, ValueSource.Count)] : [.. basis._allForms];
        foreach (var source in _forms.GroupBy(f => f.Key / ScannerPlan.MostScanners)) _allForms[source.Key] = Row(_allForms[source.Key], source, scanners);
        return (_allForms, _allSets);
    }

    // Rules that differ from those of the basis in what they leave out mostly make the same forms: then the row of the basis is kept, for thousands of sites.
    private SourceForms[] Row(SourceForms[] known, IEnumerable<KeyValuePair<int, OrderedDictionary<TransformationChain, GatheredForm>>> gathered, ImmutableArray<PlacedScanner> scanners)
    {
        SourceForms[] row = [.. known];
        foreach (var (place, forms) in gathered)
        {
            ref var now = ref row[place % ScannerPlan.MostScanners];
            SourceForm[] made = [.. forms.Values.Select(f => f.Finish())];
            if (now.All.AsSpan().SequenceEqual(made, ReferenceEqualityComparer.Instance)) continue;
            now = new([.. made]);
            // Upon a basis what comes anew is scanned whole: to build its parts would be most of a small change, and requests would notice the collector.
            if (basis is null) Equip(now, scanners[place % ScannerPlan.MostScanners].Scanner);
        }

        return row.AsSpan().SequenceEqual(known) ? known : row;
    }

    private void Equip(SourceForms forms, Scanner whole)
    {
        _parts.Equip(forms.AsIs, whole);
        foreach (var form in forms.All) _parts.Equip(form.Conditions, whole);
    }

    private void Add(int place, SourceForm form)
    {
        if (!_forms.TryGetValue(place, out var forms))
        {
            _forms[place] = forms = new(ReferenceEqualityComparer.Instance);
            if (basis is not null)
            {
                foreach (var known in basis._allForms[place / ScannerPlan.MostScanners][place % ScannerPlan.MostScanners].All) forms.Add(known.Chain, new(known));
            }
        }

        if (forms.TryGetValue(form.Chain, out var same)) same.Add(form);
        else forms.Add(form.Chain, new(form));
    }
}
