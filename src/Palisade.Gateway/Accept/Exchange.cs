using System.Diagnostics;
using System.Net;
using Palisade.Configuration;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Transactions;
using Palisade.Gateway.Accept.Wire;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.Jwt;
using Palisade.Protection.Bots;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Accept;

/// <summary>
/// One request and its answer on the path. Each stage writes what it found out; the stages behind it read.
/// One request at a time touches it.
/// </summary>
internal sealed class Exchange(RequestHead head, long startedAt) : IDisposable
{
    private readonly List<IDisposable> _kept = [];
    private List<PolicyFinding>? _policyFindings;

    /// <summary>The request as received.</summary>
    public RequestHead Head { get; } = head;

    /// <summary>Who sent it.</summary>
    public required Client Client { get; init; }

    /// <summary>What kind of talk it opens.</summary>
    public RequestKind Kind { get; init; }

    /// <summary>Whether the client speaks TLS with us.</summary>
    public required bool Encrypted { get; init; }

    /// <summary>Where its connection was accepted.</summary>
    public required IPEndPoint Local { get; init; }

    /// <summary>The name that its client asked for when TLS began; null for none.</summary>
    public string? ServerName { get; init; }

    /// <summary>The trace it belongs to; null for a head that never became a request.</summary>
    public TraceContext? Trace { get; init; }

    /// <summary>The head as it was on the wire; null for HTTP/2.</summary>
    public RawHead? Wire { get; init; }

    /// <summary>The run of the health monitor that it is; null for requests of clients.</summary>
    public ProbeRun? Probe { get; init; }

    /// <summary>What the engine remembers of its connection; null for nothing.</summary>
    public ConnectionMemory? Memory { get; init; }

    /// <summary>When it began, as <see cref="TimeProvider.GetTimestamp"/> counts.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>The site it is for, as it was when it began; null when no site has its host. Set by Classify.</summary>
    public ReadySite? Served { get; set; }

    /// <summary>The route of the site that has it, counted from 0; -1 for none. Set by Classify.</summary>
    public int Route { get; set; } = -1;

    /// <summary>Whether findings block. Set by Classify.</summary>
    public OperationMode Mode { get; set; }

    /// <summary>The rules in force for it: what was current when it began, whatever is published meanwhile. Set by Classify.</summary>
    public RuleSet? Rules { get; set; }

    /// <summary>What protects its site. Set by Classify.</summary>
    public SitePolicy Site { get; set; } = SitePolicy.None;

    /// <summary>What its site and route hold for it. Set by Classify.</summary>
    public RoutePolicy Policy { get; set; } = RoutePolicy.None;

    /// <summary>Its path as policies compare it (<see cref="PlainPath"/>); empty where no policy asks. Set by Classify.</summary>
    public ReadOnlyMemory<byte> Path { get; set; }

    /// <summary>What its client was taken for. Set by Filter.</summary>
    public BotFinding Bot { get; set; } = BotFinding.Nothing;

    /// <summary>What was done because of it. Set by Filter.</summary>
    public BotOutcome BotOutcome { get; set; }

    /// <summary>Whether a service policy can only decide once the body has come. Set by Filter.</summary>
    public bool AwaitsBody { get; set; }

    /// <summary>Whether a service policy spares it the rules. Set by Filter.</summary>
    public bool SkipsFirewall { get; set; }

    /// <summary>Whether a service policy spares it the defence against bots. Set by Filter.</summary>
    public bool SkipsBots { get; set; }

    /// <summary>How far its user is from a rate limit; null where none holds. Set by Filter.</summary>
    public RateState? Rate { get; set; }

    /// <summary>The rules at work on it. Set by Inspect.</summary>
    public Transaction? Transaction { get; set; }

    /// <summary>How it ends, when not by the origin's answer; null while it may go on.</summary>
    public Verdict? Verdict { get; private set; }

    /// <summary>In simulation, how it would have ended first; otherwise null.</summary>
    public Verdict? WouldBe { get; private set; }

    /// <summary>What the rules of HTTP it breaks, in the order found. Empty for nearly every request.</summary>
    public List<Violation> Violations { get; } = [];

    /// <summary>What policies found in it, in the order found. Empty for nearly every request.</summary>
    public IReadOnlyList<PolicyFinding> PolicyFindings => _policyFindings ?? [];

    /// <summary>The claims of its token; null when no policy asks for one, or it has no good one. Set by Filter, for whoever tells users apart.</summary>
    public JwtClaims? Claims { get; set; }

    /// <summary>It, held against the description of its API; null when none holds for it. Set by Inspect.</summary>
    public ApiCheck? Api { get; set; }

    /// <summary>How many findings of <see cref="Api"/> are among <see cref="PolicyFindings"/>.</summary>
    public int ApiFindingsTold { get; set; }

    /// <summary>Whether the engine had a fault of its own while it inspected it. Set by Inspect.</summary>
    public bool EngineFailed { get; set; }

    /// <summary>The body that came from the client.</summary>
    public BodyAccount RequestBody { get; } = new();

    /// <summary>The body that came from the origin.</summary>
    public BodyAccount ResponseBody { get; } = new();

    /// <summary>The status the client was told; 0 when it was told none.</summary>
    public int Status { get; set; }

    /// <summary>What rules cost, all phases together.</summary>
    public TimeSpan InspectionTime { get; set; }

    /// <summary>From the moment the request was sent on to the first byte of the origin's answer; null when there was none.</summary>
    public TimeSpan? OriginTime { get; set; }

    /// <summary>True while no stage has ended it.</summary>
    public bool Open => Verdict is null;

    /// <summary>True while the rules go on: a request refused for its form is still shown to them, so that the event says what it carried.</summary>
    public bool Inspecting => Verdict is null || Refused;

    /// <summary>True when it was refused for its form.</summary>
    public bool Refused => Verdict is { Kind: VerdictKind.Refuse };

    /// <summary>Ends it; the first verdict stands.</summary>
    public void End(Verdict verdict) => Verdict ??= verdict;

    /// <summary>Notes how it would have ended, had the mode been active; the first one stands.</summary>
    public void WouldEnd(Verdict verdict)
    {
        Debug.Assert(verdict.Kind is not VerdictKind.ClientGone, "only decisions can be simulated");
        WouldBe ??= verdict;
    }

    /// <summary>Notes what a policy found, for event and metrics.</summary>
    public void Found(PolicyFinding finding) => (_policyFindings ??= []).Add(finding);

    /// <summary>Ends it as a policy decided, or, in simulation, notes that it would.</summary>
    public void Decide(Verdict verdict)
    {
        if (Mode is OperationMode.Simulation) WouldEnd(verdict);
        else End(verdict);
    }

    /// <summary>Ties the life of <paramref name="held"/> (a body that findings point into) to that of the exchange.</summary>
    public void Keep(IDisposable held) => _kept.Add(held);

    /// <summary>Ends the transaction and what was kept for it.</summary>
    public void Dispose()
    {
        Transaction?.Dispose();
        Trace?.Dispose();
        foreach (var held in _kept) held.Dispose();
        _kept.Clear();
    }
}
