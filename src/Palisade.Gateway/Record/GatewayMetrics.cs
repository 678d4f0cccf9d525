using System.Diagnostics.Metrics;
using Palisade.Gateway.Accept;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies.Firewall;

namespace Palisade.Gateway.Record;

/// <summary>What is counted and measured. Nobody listening costs one test for each.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    /// <summary>The name of the meter, and of the source of traces.</summary>
    public const string Name = "Palisade.Gateway";

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _inspection;
    private readonly Histogram<double> _origin;
    private readonly Counter<long> _inspectedBytes;
    private readonly Counter<long> _uninspectedBytes;
    private readonly Counter<long> _originErrors;
    private readonly Counter<long> _violations;
    private readonly Counter<long> _policyFindings;
    private readonly Counter<long> _patternLimits;
    private readonly Counter<long> _engineFaults;
    private readonly Counter<long> _exclusions;
    private readonly Counter<long> _bots;
    private readonly Counter<long> _eventsLost;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _badProxyHeaders;
    private readonly SiteCounter _sites;

    /// <summary>One for each gateway.</summary>
    /// <param name="heldBytes">What held bodies take now.</param>
    public GatewayMetrics(Func<long> heldBytes)
    {
        Meter = new Meter(Name);
        _requests = Meter.CreateCounter<long>("palisade.requests", "{request}", "Requests, by what became of them and the status sent.");
        _duration = Meter.CreateHistogram<double>("palisade.request.duration", "s", "From a request's first byte to the end of its answer.");
        _inspection = Meter.CreateHistogram<double>("palisade.inspection.duration", "s", "What the rules cost a request, all phases together.");
        _origin = Meter.CreateHistogram<double>("palisade.origin.duration", "s", "From sending a request on to the head of the origin's answer.");
        _inspectedBytes = Meter.CreateCounter<long>("palisade.inspected", "By", "Body bytes that the rules saw.");
        _uninspectedBytes = Meter.CreateCounter<long>("palisade.uninspected", "By", "Body bytes that passed unseen, by reason.");
        _originErrors = Meter.CreateCounter<long>("palisade.origin.errors", "{error}", "Requests that the origin did not answer, by what was wrong.");
        _violations = Meter.CreateCounter<long>("palisade.violations", "{violation}", "Breaches of the rules of HTTP, and of what protects APIs, by name.");
        _policyFindings = Meter.CreateCounter<long>("palisade.policy.findings", "{finding}", "What policies found in requests, by object and rule, and what became of them.");
        _patternLimits = Meter.CreateCounter<long>("palisade.pattern_limits", "{request}", "Requests for which a pattern ran into its limit, by its rule and by what became of them.");
        _engineFaults = Meter.CreateCounter<long>("palisade.engine.faults", "{request}", "Requests that the engine had a fault of its own with, by what became of them.");
        _exclusions = Meter.CreateCounter<long>("palisade.exclusions", "{request}", "Requests that an exclusion of the firewall held for, by policy and rule.");
        _bots = Meter.CreateCounter<long>("palisade.bots", "{request}", "Requests by what their client was taken for and what was done for that.");
        _eventsLost = Meter.CreateCounter<long>("palisade.events.lost", "{event}", "Events that could not be handed over.");
        _connections = Meter.CreateUpDownCounter<long>("palisade.connections", "{connection}", "Connections of clients that are open.");
        _badProxyHeaders = Meter.CreateCounter<long>("palisade.proxy_protocol.malformed", "{connection}", "Connections closed for want of a good PROXY protocol header.");
        _sites = new SiteCounter(Meter);
        Meter.CreateObservableGauge("palisade.inspection.memory", heldBytes, "By", "Memory that held bodies take.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; }

    /// <summary>Counts an exchange that is over.</summary>
    public void Over(Exchange exchange, TimeSpan total)
    {
        var action = new KeyValuePair<string, object?>("action", Words.Of(exchange));
        if (_requests.Enabled) _requests.Add(1, action, new("status", StatusText.Of(exchange.Status)));
        _sites.Over(exchange, action);
        if (_duration.Enabled) _duration.Record(total.TotalSeconds, action);
        if (_inspection.Enabled && exchange.Transaction is not null) _inspection.Record(exchange.InspectionTime.TotalSeconds);
        if (_origin.Enabled && exchange.OriginTime is { } origin) _origin.Record(origin.TotalSeconds);
        if (exchange.Verdict is { Kind: VerdictKind.OriginFailed } failed) _originErrors.Add(1, new KeyValuePair<string, object?>("reason", failed.Reason));
        foreach (var violation in exchange.Violations) _violations.Add(1, new KeyValuePair<string, object?>("name", violation.Name));
        foreach (var finding in exchange.PolicyFindings)
        {
            if (finding.Rule is { } name && name.StartsWith("VIOL_", StringComparison.Ordinal)) _violations.Add(1, new KeyValuePair<string, object?>("name", name));
        }

        foreach (var found in exchange.PolicyFindings) _policyFindings.Add(1, action, new("kind", found.Kind), new("object", found.Object), new("rule", found.Rule ?? ""));
        if (exchange.EngineFailed) _engineFaults.Add(1, action);
        if (exchange.Transaction?.GaveUp is { } rule) _patternLimits.Add(1, action, new("rule", rule.Id));
        if (_exclusions.Enabled && exchange.Policy.Firewall is { Exclusions.Count: > 0 } firewall) CountExclusions(exchange, firewall);
        if (_bots.Enabled && exchange.BotOutcome is not BotOutcome.NotAsked) _bots.Add(1, new("class", BotWords.Of(exchange.Bot.Class)), new("action", OutcomeOf(exchange)));
        Count("request", exchange.RequestBody);
        Count("response", exchange.ResponseBody);
    }

    /// <summary>Counts an event that no sink took.</summary>
    public void EventLost() => _eventsLost.Add(1);

    /// <summary>Counts a connection that opened (1) or closed (-1).</summary>
    public void Connection(int change) => _connections.Add(change);

    /// <summary>Counts a connection without a good PROXY protocol header.</summary>
    public void BadProxyHeader() => _badProxyHeaders.Add(1);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private void CountExclusions(Exchange exchange, FirewallPolicy firewall)
    {
        var findings = exchange.Transaction?.Findings ?? [];
        for (var i = 0; i < findings.Count; i++)
        {
            if (firewall.ExclusionOf(findings[i].Rule.Id) is { } name) _exclusions.Add(1, new KeyValuePair<string, object?>("exclusion", name));
        }
    }

    // Of an answer to a puzzle, whether it was a good one.
    private static string OutcomeOf(Exchange exchange) => exchange.Verdict is { Kind: VerdictKind.Challenge, Reason: "challenge_failed" } ? "failed" : Words.Of(exchange.BotOutcome);

    private void Count(string body, BodyAccount account)
    {
        var direction = new KeyValuePair<string, object?>("body", body);
        if (_inspectedBytes.Enabled && account.Inspected > 0) _inspectedBytes.Add(account.Inspected, direction);
        if (_uninspectedBytes.Enabled && account is { Why: { } why, Uninspected: > 0 }) _uninspectedBytes.Add(account.Uninspected, direction, new("reason", Words.Of(why)));
    }
}
