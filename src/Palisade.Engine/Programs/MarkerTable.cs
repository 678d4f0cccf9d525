namespace Palisade.Engine.Programs;

/// <summary>Where each phase goes on after each marker.</summary>
internal sealed class MarkerTable
{
    private readonly Dictionary<string, int> _numbers;

    // A row for each phase, a column for each label.
    private readonly int[] _places;

    /// <param name="phases">For each phase the places after its markers; every marker is in every phase.</param>
    /// <param name="known">A table whose labels are likely to be the same: their numbers are then shared. Or null.</param>
    public MarkerTable(IReadOnlyList<Dictionary<string, int>> phases, MarkerTable? known)
    {
        var labels = phases[0].Keys;
        _numbers = known is not null && labels.Count == known._numbers.Count && labels.All(known._numbers.ContainsKey)
            ? known._numbers
            : labels.Select((label, number) => (label, number)).ToDictionary(l => l.label, l => l.number, StringComparer.Ordinal);
        _places = new int[phases.Count * _numbers.Count];
        for (var phase = 1; phase <= phases.Count; phase++)
        {
            foreach (var (label, place) in phases[phase - 1]) _places[Place(phase, _numbers[label])] = place;
        }
    }

    /// <summary>Where in a phase (1 to 5) the steps after the first marker of that label begin; -1 when there is none.</summary>
    public int Find(int phase, string label) => _numbers.TryGetValue(label, out var number) ? _places[Place(phase, number)] : -1;

    private int Place(int phase, int number) => ((phase - 1) * _numbers.Count) + number;
}
