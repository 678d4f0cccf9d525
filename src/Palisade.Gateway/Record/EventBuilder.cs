using System.Text;
using Palisade.Configuration;
using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;
using Palisade.Events;
using Palisade.Events.Format;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Record;

/// <summary>Makes the event of an exchange that matched, was blocked or failed.</summary>
internal sealed class EventBuilder(MaskingRules masking)
{
    private const string PatternLimit = "A pattern of this rule ran into its limit before it knew whether it matches.";

    /// <summary>Whether anything happened that is worth an event.</summary>
    public static bool IsWanted(Exchange exchange)
    {
        if (exchange.EngineFailed || exchange.Verdict is { Kind: not (VerdictKind.ClientGone or VerdictKind.Answered) } || exchange.WouldBe is not null || exchange.Violations.Count > 0 || exchange.PolicyFindings.Count > 0) return true;
        if (exchange.Transaction is not { } transaction) return false;

        // What only weighs too little to be reported is not; what a rule says besides is.
        var reportAt = exchange.Policy.Firewall?.Config.ReportAt ?? 0;
        var isQuiet = reportAt > 0 && Math.Max(transaction.InboundScore, transaction.OutboundScore) < reportAt;
        var evidence = isQuiet ? transaction.Evidence : [];
        for (var i = 0; i < transaction.Findings.Count; i++)
        {
            if (transaction.Findings[i] is { Logged: true } finding && Of(finding.Rule, evidence) is null) return true;
        }

        return transaction.Faults.Count > 0;
    }

    /// <summary>The event, masked.</summary>
    /// <param name="total">From the first byte to now.</param>
    public SecurityEvent Build(Exchange exchange, TimeSpan total)
    {
        var mask = Masks.Of(exchange, masking);
        var findings = Findings(exchange, out var omitted);
        return new SecurityEvent
        {
            Id = exchange.Head.Id,
            Time = exchange.Head.Started,
            Client = ClientOf(exchange),
            Site = SiteWords.Name(exchange),
            Tenant = SiteWords.Tenant(exchange),
            Request = RequestOf(exchange, mask),
            Bot = BotOf(exchange),
            Action = ActionOf(exchange),
            Mode = ModeOf(exchange),
            Status = exchange.Status,
            Score = new() { Inbound = exchange.Transaction?.InboundScore ?? 0, Outbound = exchange.Transaction?.OutboundScore ?? 0 },
            Findings = mask.Findings(findings),
            OmittedFindings = omitted,
            Uninspected = UninspectedOf(exchange),
            Failure = FailureOf(exchange, mask),
            Durations = new()
            {
                TotalUs = Microseconds(total),
                InspectionUs = Microseconds(exchange.InspectionTime),
                UpstreamUs = exchange.OriginTime is { } origin ? Microseconds(origin) : null,
            },
        };
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private static EventClient ClientOf(Exchange exchange)
    {
        var client = exchange.Client;
        var peer = client.Peer.Equals(client.Address) ? null : new EventPeer(client.Peer.ToString(), 0);
        return new EventClient { Ip = client.Address.ToString(), Port = client.Port, Peer = peer };
    }

    private static EventRequest RequestOf(Exchange exchange, RequestMask mask)
    {
        var head = exchange.Head;
        var target = mask.Target(head.Target.Span);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var agent = HeadValues.First(head.Headers, "User-Agent");
        return new EventRequest
        {
            Method = Text(head.Method, EventLimits.Word),
            Scheme = exchange.Encrypted ? "https" : "http",
            Host = EventText.FromWidened(HeadValues.First(head.Headers, "Host") ?? "", EventLimits.Word),
            Path = EventText.FromWidened(query < 0 ? target : target[..query], EventLimits.Target),
            Query = query < 0 ? null : EventText.FromWidened(target[(query + 1)..], EventLimits.Target),
            Protocol = Text(head.Protocol, EventLimits.Word),
            UserAgent = agent is null ? null : EventText.FromWidened(mask.Header("User-Agent", Encoding.Latin1.GetBytes(agent)), EventLimits.UserAgent),
            Size = exchange.RequestBody.Bytes,
        };
    }

    private static string Text(ReadOnlyMemory<byte> bytes, int limit) => EventText.FromWidened(Encoding.Latin1.GetString(bytes.Span), limit);

    private static EventAction ActionOf(Exchange exchange) => exchange.Verdict?.Kind switch
    {
        VerdictKind.Block or VerdictKind.Drop or VerdictKind.Redirect or VerdictKind.Limit or VerdictKind.Closed => EventAction.Blocked,
        VerdictKind.Challenge => EventAction.Challenged,
        VerdictKind.Refuse or VerdictKind.NoSite => EventAction.Refused,
        VerdictKind.OriginFailed or VerdictKind.EngineFailed or VerdictKind.ClientGone => EventAction.Failed,
        _ => exchange.WouldBe is null ? EventAction.Allowed : EventAction.WouldBlock,
    };

    /// <summary>Nothing is said of an ordinary client that nobody asked about.</summary>
    private static EventBot? BotOf(Exchange exchange) => exchange.Bot is { Class: BotClass.None, Name.Length: 0 } && exchange.BotOutcome is BotOutcome.NotAsked ? null : new()
    {
        Class = BotWords.Of(exchange.Bot.Class),
        Name = exchange.Bot.Name is { Length: > 0 } name ? name : null,
        Category = exchange.Bot.Category is { } category ? BotWords.Of(category) : null,
        Proof = BotWords.Of(exchange.Bot.Proof),
        Reason = exchange.Bot.Reason,
        Outcome = Words.Of(exchange.BotOutcome),
    };

    private static EventMode ModeOf(Exchange exchange) => exchange.Mode switch
    {
        OperationMode.Active => EventMode.Active,
        OperationMode.Disabled => EventMode.Disabled,
        _ => EventMode.Simulation,
    };

    private static List<RawFinding> Findings(Exchange exchange, out int omitted)
    {
        var findings = new List<RawFinding>(exchange.Violations.Count + 8);
        foreach (var violation in exchange.Violations) findings.Add(Raw(violation));
        foreach (var found in exchange.PolicyFindings) findings.Add(Raw(found));

        if (exchange.Transaction?.GaveUp is { } rule) findings.Add(GaveUp(rule));

        var evidence = exchange.Transaction?.Evidence ?? [];
        foreach (var reason in evidence)
        {
            if (reason.Rule is null) findings.Add(Raw(reason));
        }

        omitted = 0;
        foreach (var finding in exchange.Transaction?.Findings ?? [])
        {
            if (!finding.Logged) continue;
            if (findings.Count < EventLimits.Findings) findings.Add(Raw(finding, evidence));
            else omitted++;
        }

        return findings;
    }

    /// <summary>A violation has no rule; its name stands among the tags.</summary>
    private static RawFinding Raw(Violation violation) => new()
    {
        RuleId = 0,
        Message = violation.Detail,
        MessageAsWritten = violation.Detail,
        Severity = 4,
        Phase = 1,
        Tags = [violation.Name, "attack-protocol"],
    };

    /// <summary>A policy has a name in the place of a rule's number; it stands among the tags.</summary>
    private static RawFinding Raw(PolicyFinding finding) => new()
    {
        RuleId = 0,
        Message = finding.Message,
        MessageAsWritten = finding.Message,
        Severity = finding.Severity,
        Phase = 1,
        Tags = [$"{finding.Kind}/{finding.Object}{(finding.Rule is null ? "" : "/" + finding.Rule)}", .. finding.Tags],
    };

    /// <summary>The rule found nothing: it came to no answer.</summary>
    private static RawFinding GaveUp(RuleInfo rule) => new()
    {
        RuleId = rule.Id,
        Message = PatternLimit,
        MessageAsWritten = PatternLimit,
        Severity = 3,
        Phase = rule.Phase,
        Tags = ["palisade/pattern-limit"],
        File = rule.File,
        Line = rule.Line,
    };

    /// <summary>What is known of the client, and what is unusual at the endpoint, have no rule.</summary>
    private static RawFinding Raw(Evidence reason) => new()
    {
        RuleId = 0,
        Message = reason.Reason,
        MessageAsWritten = reason.Reason,
        Phase = 1,
        Tags = [reason.Kind == Evidence.Endpoint ? "palisade/endpoint" : "palisade/client"],
        Weight = reason.Weight,
        Counted = reason.Counted,
    };

    private static Evidence? Of(RuleInfo rule, IReadOnlyList<Evidence> evidence)
    {
        for (var i = 0; i < evidence.Count; i++)
        {
            if (ReferenceEquals(evidence[i].Rule, rule)) return evidence[i];
        }

        return null;
    }

    private static RawFinding Raw(Finding finding, IReadOnlyList<Evidence> evidence)
    {
        var weighed = Of(finding.Rule, evidence);
        var matches = new RawMatch[finding.Values.Count];
        for (var i = 0; i < matches.Length; i++) matches[i] = new(finding.Values[i].Name, finding.Values[i].Value, finding.Values[i].Match);
        return new RawFinding
        {
            RuleId = finding.Rule.Id,
            Message = finding.Message,
            MessageAsWritten = finding.Rule.Message,
            Data = finding.Data,
            Severity = finding.Rule.Severity,
            Weight = weighed?.Weight,
            Counted = weighed?.Counted,
            Phase = finding.Rule.Phase,
            Tags = finding.Rule.Tags,
            File = finding.Rule.File,
            Line = finding.Rule.Line,
            Matches = matches,
        };
    }

    private static List<EventUninspected> UninspectedOf(Exchange exchange)
    {
        var list = new List<EventUninspected>(2);
        Add(list, "request_body", exchange.RequestBody);
        Add(list, "response_body", exchange.ResponseBody);
        return list;
    }

    private static void Add(List<EventUninspected> list, string what, BodyAccount body)
    {
        if (body.Why is { } why) list.Add(new(what, Words.Of(why), why is UninspectedReason.Upgrade ? null : body.Uninspected));
    }

    private static EventFailure? FailureOf(Exchange exchange, RequestMask mask)
    {
        if (exchange.Verdict is { Kind: VerdictKind.OriginFailed } origin) return new(EventFailureSource.Upstream, origin.Reason);
        if (exchange.Verdict is { Kind: VerdictKind.EngineFailed } engine) return new(EventFailureSource.Engine, engine.Reason);
        if (exchange.EngineFailed) return new(EventFailureSource.Engine, "engine");
        if (exchange.Verdict is { Kind: VerdictKind.ClientGone or VerdictKind.Refuse or VerdictKind.NoSite } client) return new(EventFailureSource.Client, client.Reason);
        if (exchange.Transaction is { Faults: [_, ..] faults }) return new(EventFailureSource.Engine, EventText.FromWidened(mask.Text(string.Join("; ", faults)), EventLimits.Error));

        return null;
    }
}
