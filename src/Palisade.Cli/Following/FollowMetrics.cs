using System.Diagnostics.Metrics;

namespace Palisade.Cli.Following;

/// <summary>What a gateway tells of its following: whether the manager is heard, and of each tenant what is in force. Of a thousand tenants; further ones only count.</summary>
internal sealed class FollowMetrics : IDisposable
{
    private const int MostTenants = 1000;

    private ConfigurationPump? _pump;

    public FollowMetrics(TimeProvider clock)
    {
        Meter.CreateObservableGauge("palisade.manager.connected", () => _pump?.IsConnected is true ? 1 : 0, null, "Whether the manager is heard at this moment.");
        Meter.CreateObservableGauge("palisade.tenants", () => All.Count, "{tenant}", "Tenants of which a snapshot is on the disk.");
        Meter.CreateObservableGauge("palisade.tenant.revision", () => Each(p => (double)p.Report.Position.Revision), null, "The revision of a tenant that is in force.");
        Meter.CreateObservableGauge("palisade.tenant.age", () => Each(p => p.Signed is { } at ? Math.Max(0, (clock.GetUtcNow() - at).TotalSeconds) : 0), "s", "Time since the snapshot in force was signed.");
        Meter.CreateObservableGauge("palisade.tenant.refused", () => Each(p => (double)p.Report.RefusedInAll), "{object}", "Objects that are not served as they were written.");
        Meter.CreateObservableGauge("palisade.tenant.problem", () => Each(p => p.Report.Problem.Length > 0 ? 1.0 : 0), null, "Whether a newer snapshot could not be put into force.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new("Palisade.Following");

    private IReadOnlyList<TenantPump> All => _pump?.Pumps ?? [];

    /// <summary>Tells of this one from now on.</summary>
    public void Watch(ConfigurationPump pump) => _pump = pump;

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private IEnumerable<Measurement<double>> Each(Func<TenantPump, double> value) =>
        All.OrderBy(p => p.Tenant, StringComparer.Ordinal).Take(MostTenants).Select(p => new Measurement<double>(value(p), new KeyValuePair<string, object?>("tenant", p.Tenant)));
}
