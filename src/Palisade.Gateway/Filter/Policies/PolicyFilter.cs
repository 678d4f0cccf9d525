using Palisade.Configuration.Policies;
using Palisade.Gateway.Accept;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Services;

namespace Palisade.Gateway.Filter.Policies;

/// <summary>Asks the service policies of a request's site or route: first what its head tells, and, where a rule wants the body, once more with it.</summary>
internal sealed class PolicyFilter
{
    /// <summary>Asks with the head alone.</summary>
    public void Run(Exchange exchange)
    {
        if (exchange.Policy.ServicePolicies.IsEmpty) return;

        var request = Request(exchange);
        Carry(exchange, exchange.Policy.ServicePolicies.Ask(ref request));
    }

    /// <summary>Asks again with the body, where that was waited for.</summary>
    /// <param name="body">Unpacked, as far as it is inspected; empty for none.</param>
    public void Body(Exchange exchange, ReadOnlySpan<byte> body)
    {
        if (!exchange.AwaitsBody) return;

        exchange.AwaitsBody = false;
        var request = Request(exchange);
        request.Take(body);
        Carry(exchange, exchange.Policy.ServicePolicies.Ask(ref request));
    }

    private static PolicyRequest Request(Exchange exchange) => new(exchange.Head, exchange.Path.Span, exchange.Site.Geography, exchange.Head.Started);

    private static void Carry(Exchange exchange, in Decision decision)
    {
        if (decision.NeedsBody)
        {
            exchange.AwaitsBody = true;
            return;
        }

        if (decision.Rule is not { } by) return;
        if (decision.Action is PolicyAction.Allow)
        {
            exchange.SkipsFirewall |= by.SkipsFirewall;
            exchange.SkipsBots |= by.SkipsBots;
            return;
        }

        exchange.Found(new PolicyFinding(by.Kind, by.Policy, by.Rule, $"Service policy '{by.Policy}' denies it, rule '{by.Rule}': {by.Reason}."));
        exchange.Decide(new Verdict(VerdictKind.Block, 403, "service_policy"));
    }
}
