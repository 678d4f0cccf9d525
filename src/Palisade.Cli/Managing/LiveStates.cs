using Palisade.Api.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Delivery;
using Palisade.Storage;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Managing;

/// <summary>What of an object is live, from what gateways reported: saved is not live before a gateway says so.</summary>
internal sealed class LiveStates(ObjectStore store, Gateways gateways)
{
    private const string Live = "live";
    private const string Pending = "pending";
    private const string Refused = "refused";

    /// <summary>The answer for one object.</summary>
    public async Task<LiveState?> OfAsync(ObjectKey key, long generation, CancellationToken stop)
    {
        if (await store.Tenant(key.Tenant).FindAsync(key.Local, stop) is not { } saved) return null;
        var told = gateways.Of(key.Tenant).Select(g => Of(g.Gateway, g.Report, saved.Key.Local, saved.Revision)).ToList();
        if (told.Count == 0) return null;
        var refused = gateways.Of(key.Tenant).SelectMany(g => g.Report.Refused).FirstOrDefault(r => Names(r, key.Local));
        if (refused is not null) return new(Refused, $"{(refused.Field.Length > 0 ? refused.Field + ": " : "")}{refused.Message}{(refused.Kept ? " The last good one is served." : "")}", told);
        var waiting = told.Count(g => g.State != Live);
        return waiting == 0 ? new(Live, $"On {told.Count} of {told.Count} gateways.", told) : new(Pending, $"On {told.Count - waiting} of {told.Count} gateways.", told);
    }

    private static LiveGateway Of(KnownGateway gateway, ReportedTenant report, LocalKey key, long revision) => new(
        gateway.Identity.Id,
        report.Refused.Any(r => Names(r, key)) ? Refused : report.Position.Revision >= (ulong)revision ? Live : Pending,
        gateway.Seen,
        (long)report.Position.Revision);

    private static bool Names(ReportedFault fault, LocalKey key) => fault.Kind == key.Kind && fault.Namespace == key.Namespace && fault.Name == key.Name;
}
