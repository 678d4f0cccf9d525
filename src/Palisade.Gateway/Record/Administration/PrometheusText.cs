using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Palisade.Gateway.Record.Administration;

/// <summary>Listens to our meter and to the runtime's, and tells Prometheus in its text format.</summary>
internal sealed class PrometheusText : IDisposable
{
    private const string Runtime = "System.Runtime";

    private readonly Lock _looking = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Series> _series = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="meters">Ours; another gateway in this process has others.</param>
    public PrometheusText(IReadOnlyList<Meter> meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Contains(instrument.Meter) || instrument.Meter.Name == Runtime) listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, static i => new Series(i)));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((Series)series!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, series) => ((Series)series!).Measure(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((Series)series!).Measure(value, tags));
        _listener.Start();
    }

    /// <summary>Everything, as it is now.</summary>
    public string Render()
    {
        lock (_looking)
        {
            foreach (var series in _series.Values) series.BeginLook();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder(4096);
            foreach (var series in _series.Values.OrderBy(series => series.Name, StringComparer.Ordinal)) Append(text, series);
            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Append(StringBuilder text, Series series)
    {
        var description = series.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        text.Append("# HELP ").Append(series.Name).Append(' ').Append(description).Append('\n');
        text.Append("# TYPE ").Append(series.Name).Append(series.IsHistogram ? " histogram\n" : series.IsCounter ? " counter\n" : " gauge\n");
        foreach (var (labels, cell) in series.Cells)
        {
            if (series.IsHistogram) AppendHistogram(text, series.Name, labels, cell);
            else Line(text, series.Name, "", labels, "", cell.Value);
        }
    }

    private static void AppendHistogram(StringBuilder text, string name, string labels, Cell cell)
    {
        long count = 0;
        for (var i = 0; i <= Cell.Bounds.Length; i++)
        {
            count += cell.Bucket(i);
            var bound = i < Cell.Bounds.Length ? Cell.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(text, name, "_bucket", labels, $"le=\"{bound}\"", count);
        }

        Line(text, name, "_sum", labels, "", cell.Value);
        Line(text, name, "_count", labels, "", count);
    }

    private static void Line(StringBuilder text, string name, string suffix, string labels, string more, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length + more.Length > 0) text.Append('{').Append(labels).Append(labels.Length > 0 && more.Length > 0 ? "," : "").Append(more).Append('}');
        text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
