using Palisade.Api.Objects;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Manager.Sandbox;
using Palisade.Trust.Delivery;

namespace Palisade.Manager.Status;

/// <summary>What became of a tenant's newest snapshot in the sandbox.</summary>
/// <param name="desk">Null where this manager serves no gateways.</param>
internal sealed class SandboxRoutes(SandboxDesk? desk)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/tenants/{tenant}/sandbox", "What the sandbox says of the tenant's newest snapshot", Gate.Here(Permission.Read), c => Task.FromResult(Answer.Ok(View(c.Tenant))))
        {
            Answers = [new(200, typeof(SandboxView))],
        },
    ];

    private SandboxView View(string tenant)
    {
        var mode = (desk?.Mode ?? SandboxMode.None).ToString().ToLowerInvariant();
        if (desk?.Of(tenant) is not { } state) return new(mode, desk?.SandboxesFor(tenant) ?? 0, "none", "No gateway asked for a snapshot yet.", 0);
        return new(
            mode, desk.SandboxesFor(tenant), state.Stage.ToString().ToLowerInvariant(), state.Reason, (long)state.Position.Revision, (long?)state.Published?.Revision, state.Since,
            state.Verdict is { } verdict ? View(verdict) : null);
    }

    private static TrialView View(SandboxVerdict verdict) => new(
        verdict.Outcome.ToString().ToLowerInvariant(), verdict.Milliseconds, verdict.Compared, verdict.Sites, verdict.SitesAsked, verdict.Requests, verdict.ObjectsInAll, verdict.Objects,
        verdict.ChangesInAll, [.. verdict.Changes.Select(c => new SampleChangeView(c.Site, c.Sample, c.Blocks ? "would_now_be_blocked" : "no_longer_blocked", c.Ordinary, c.Rules))]);
}
