using System.Text;
using Palisade.Manager.Http;

namespace Palisade.Manager.Metrics;

/// <summary>The metrics, for whoever administers the platform: they name tenants and gateways.</summary>
internal sealed class MetricRoutes(ManagerMetrics metrics)
{
    /// <summary>Where every program that collects metrics looks.</summary>
    public const string Path = "/metrics";

    /// <summary>Prometheus' text format.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", Path, "What is measured, in Prometheus' text format", Gate.Platform, _ => Task.FromResult(new Answer(200) { Text = (MediaType, Encoding.UTF8.GetBytes(metrics.Render())) }))
        {
            Answers = [new(200, typeof(string), "text/plain")],
        },
    ];
}
