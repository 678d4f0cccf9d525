using Palisade.Api.Objects;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;
using Palisade.Manager.Delivery;
using Palisade.Manager.Sandbox;
using Palisade.Trust.Delivery;

namespace Palisade.Cli.Managing;

/// <summary>What of an object is live, from what gateways reported: saved is not live before a gateway says so.</summary>
internal sealed class LiveStates(Gateways gateways, SandboxDesk sandbox)
{
    private const string Live = "live";
    private const string Partly = "partly";
    private const string NotLive = "not_live";
    private const string Refused = "refused";

    /// <summary>The answer for one object.</summary>
    public LiveState? Of(ObjectRecord saved)
    {
        var key = saved.Key.Local;
        var serving = gateways.Of(saved.Key.Tenant).Where(g => Serves(saved, g.Gateway.Identity.Group)).ToList();
        var held = Held(saved);
        if (serving.Count == 0) return held;
        var told = serving.Select(g => Of(g.Gateway, g.Report, key, saved.Revision)).ToList();
        if (held is not null && told.All(g => g.State != Live)) return held with { Gateways = told };
        var refused = serving.SelectMany(g => g.Report.Refused).FirstOrDefault(r => Names(r, key));
        if (refused is not null) return new(Refused, $"{(refused.Field.Length > 0 ? refused.Field + ": " : "")}{refused.Message}{(refused.Kept ? " The last good one is served." : "")}", told);
        var live = told.Count(g => g.State == Live);
        return new(live == told.Count ? Live : live == 0 ? NotLive : Partly, $"On {live} of {told.Count} gateways.", told);
    }

    // What the sandbox keeps back, gateways never heard of.
    private LiveState? Held(ObjectRecord saved)
    {
        if (sandbox.Of(saved.Key.Tenant) is not { Holds: true } trial || trial.Published is { } published && published.Revision >= (ulong)saved.Revision) return null;
        var refused = trial.Stage is TrialStage.Refused or TrialStage.Late;
        return new(refused ? Refused : NotLive, $"{(refused ? "The sandbox keeps" : "The sandbox has")} revision {trial.Position.Revision}: {trial.Reason}", []);
    }

    // A site may be for some groups only; the gateways of the others never hear of it.
    private static bool Serves(ObjectRecord saved, string group) =>
        saved.Key.Local.Kind != KindNames.Site || saved.ReadSpec()["gateway_groups"]?.Items is not { Count: > 0 } groups || groups.Any(g => (g["name"]?.Value ?? g.Value) == group);

    private static LiveGateway Of(KnownGateway gateway, ReportedTenant report, LocalKey key, long revision) => new(
        gateway.Identity.Id,
        report.Refused.Any(r => Names(r, key)) ? Refused : report.Position.Revision >= (ulong)revision ? Live : NotLive,
        gateway.Seen,
        (long)report.Position.Revision);

    private static bool Names(ReportedFault fault, LocalKey key) => fault.Kind == key.Kind && fault.Namespace == key.Namespace && fault.Name == key.Name;
}
