using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Palisade.Gateway.Record.Administration;

/// <summary>All values of one instrument, by labels.</summary>
internal sealed class Series
{
    // Whatever labels a bug or a flood makes, the memory is bounded: further ones are counted together.
    private const int MostCells = 1000;
    private const int LongestLabels = 512;

    private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Cell>.AlternateLookup<ReadOnlySpan<char>> _byText;

    /// <summary>For one instrument.</summary>
    public Series(Instrument instrument)
    {
        (Description, IsHistogram) = (instrument.Description ?? "", IsA(instrument, typeof(Histogram<>)));
        IsCounter = IsA(instrument, typeof(Counter<>)) || IsA(instrument, typeof(ObservableCounter<>));
        AddsUp = IsA(instrument, typeof(Counter<>)) || IsA(instrument, typeof(UpDownCounter<>));
        IsObserved = instrument.IsObservable;
        Name = LabelText.MetricName(instrument.Name, instrument.Unit, IsCounter);
        _byText = _cells.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>As Prometheus calls it.</summary>
    public string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Whether it only grows.</summary>
    public bool IsCounter { get; }

    /// <summary>Whether it counts values into buckets.</summary>
    public bool IsHistogram { get; }

    /// <summary>Whether measurements are added up; those of observed instruments replace the last one.</summary>
    public bool AddsUp { get; }

    /// <summary>Whether its values are those of the last look, and no others.</summary>
    public bool IsObserved { get; }

    /// <summary>The values, by labels.</summary>
    public IEnumerable<KeyValuePair<string, Cell>> Cells => _cells;

    /// <summary>Takes a measurement. Allocates only for labels that are new.</summary>
    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new ValueText(stackalloc char[LongestLabels]);
        LabelText.Write(tags, ref labels);
        if (!_byText.TryGetValue(labels.Text, out var cell)) cell = Add(labels.Text);

        if (IsHistogram) cell.Observe(value);
        else if (AddsUp) cell.Add(value);
        else cell.Set(value);
    }

    /// <summary>Forgets the last look: what is there no more is told no more.</summary>
    public void BeginLook()
    {
        if (IsObserved) _cells.Clear();
    }

    private Cell Add(ReadOnlySpan<char> labels) =>
        _cells.GetOrAdd(_cells.Count < MostCells ? labels.ToString() : "overflow=\"true\"", static (_, buckets) => new Cell(buckets), IsHistogram);

    private static bool IsA(Instrument instrument, Type kind) => instrument.GetType().IsGenericType && instrument.GetType().GetGenericTypeDefinition() == kind;
}
