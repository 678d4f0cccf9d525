using System.Globalization;
using System.Text;

namespace Palisade.Manager.Metrics;

/// <summary>Writes Prometheus' text format (exposition format 0.0.4). A family has at most so many series; what is beyond is left out and counted.</summary>
internal sealed class MetricText
{
    /// <summary>Most series of one family.</summary>
    public const int MostSeries = 1000;

    private readonly StringBuilder _text = new(8192);
    private readonly List<(string Family, int Count)> _omitted = [];

    /// <summary>A value without labels.</summary>
    public void One(string name, string type, string help, double value) => Family(name, type, help, [([], value)]);

    /// <summary>A family of values.</summary>
    /// <param name="type"><c>gauge</c> or <c>counter</c>.</param>
    public void Family(string name, string type, string help, IEnumerable<((string Name, string Value)[] Labels, double Value)> series)
    {
        Head(name, type, help);
        var count = 0;
        foreach (var (labels, value) in series)
        {
            if (count++ < MostSeries) Line(name, labels, value);
        }

        if (count > MostSeries) _omitted.Add((name, count - MostSeries));
    }

    /// <summary>A histogram.</summary>
    /// <param name="buckets">How many fell into each, without those below; one more than there are bounds.</param>
    public void Histogram(string name, string help, IReadOnlyList<double> bounds, IReadOnlyList<long> buckets, double sum)
    {
        Head(name, "histogram", help);
        long count = 0;
        for (var i = 0; i < buckets.Count; i++) Line(name + "_bucket", [("le", i < bounds.Count ? Number(bounds[i]) : "+Inf")], count += buckets[i]);
        Line(name + "_sum", [], sum);
        Line(name + "_count", [], count);
    }

    /// <summary>All of it, with what was left out.</summary>
    public string Finish()
    {
        Family("palisade_metrics_omitted_series", "gauge", "Series left out of a family that has more than its share.", _omitted.Select(o => (((string, string)[])[("family", o.Family)], (double)o.Count)).ToList());
        return _text.ToString();
    }

    private void Head(string name, string type, string help) =>
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private void Line(string name, (string Name, string Value)[] labels, double value)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++) _text.Append(i is 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
        _text.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
