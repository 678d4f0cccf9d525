using Palisade.Configuration;
using Palisade.Configuration.Policies.Firewall;
using Palisade.Engine.Http;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>Refuses requests that break the rules of HTTP in ways that the servers behind disagree about.</summary>
internal sealed class ProtocolFilter
{
    /// <summary>A request that the server could read: it ends here when it breaks the rules, unless the mode only simulates.</summary>
    /// <remarks>HTTP/1.1 was judged on the wire already. In HTTP/2 the server itself is strict, and little is left to look at.</remarks>
    public void Run(Exchange exchange)
    {
        List<Violation>? found = null;
        if (exchange.Wire is { } head) Take(head.Violations, ref found);
        else JudgeFields(exchange.Head, ref found);
        var policy = exchange.Policy.Firewall?.Config;
        if (policy is { ReportedViolations.Count: > 0 } or { BlockedViolations.Count: > 0 }) OptionalRules.Judge(policy, exchange.Head, ref found);
        if (found is null || Kept(exchange, policy, found) is not { } refusing) return;

        var verdict = VerdictOf(refusing);
        if (exchange.Mode is OperationMode.Simulation) exchange.WouldEnd(verdict);
        else exchange.End(verdict);
    }

    /// <summary>A head that never became a request: there is nothing to simulate.</summary>
    public void Refuse(Exchange exchange)
    {
        if (exchange.Wire is { } head) exchange.Violations.AddRange(head.Violations);
        if (exchange.Violations.Count == 0) exchange.Violations.Add(Violations.ServerRefused);
        exchange.End(VerdictOf(exchange.Violations[0]));
    }

    private static void Take(IReadOnlyList<Violation> violations, ref List<Violation>? found)
    {
        if (violations.Count > 0) found = [.. violations];
    }

    private static void JudgeFields(RequestHead head, ref List<Violation>? found)
    {
        RequestLineRules.Characters(head.Target.Span, ref found);
        HostRules.Value(head.Headers, ref found);
        HeaderRules.Judge(head.Headers, ref found);
    }

    /// <summary>Notes what the policy wants to hear of.</summary>
    /// <returns>The first for which the request is refused; null where all may pass.</returns>
    private static Violation? Kept(Exchange exchange, AppFirewallConfig? policy, List<Violation> found)
    {
        Violation? refusing = null;
        foreach (var violation in found)
        {
            // What cannot pass is not the policy's to decide.
            var setting = violation.Passable && policy is not null ? policy.SettingOf(violation.Name) : ViolationSetting.Block;
            if (setting is ViolationSetting.Off) continue;

            exchange.Violations.Add(violation);
            if (setting is ViolationSetting.Block) refusing ??= violation;
        }

        return refusing;
    }

    private static Verdict VerdictOf(Violation violation) => new(VerdictKind.Refuse, violation.Status, "protocol");
}
