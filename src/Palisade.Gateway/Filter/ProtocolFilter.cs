using Palisade.Configuration;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>Refuses requests that break the rules of HTTP in ways that the servers behind disagree about.</summary>
internal sealed class ProtocolFilter
{
    /// <summary>A request that the server could read: it ends here when it breaks the rules, unless the mode only simulates.</summary>
    /// <remarks>HTTP/1.1 was judged on the wire already. In HTTP/2 the server itself is strict, and little is left to look at.</remarks>
    public void Run(Exchange exchange)
    {
        if (exchange.Wire is { } head) exchange.Violations.AddRange(head.Violations);
        else JudgeFields(exchange);
        if (exchange.Violations.Count == 0) return;

        var verdict = VerdictOf(exchange);
        if (exchange.Mode is OperationMode.Simulation) exchange.WouldEnd(verdict);
        else exchange.End(verdict);
    }

    /// <summary>A head that never became a request: there is nothing to simulate.</summary>
    public void Refuse(Exchange exchange)
    {
        if (exchange.Wire is { } head) exchange.Violations.AddRange(head.Violations);
        if (exchange.Violations.Count == 0) exchange.Violations.Add(Violations.ServerRefused);
        exchange.End(VerdictOf(exchange));
    }

    private static void JudgeFields(Exchange exchange)
    {
        List<Violation>? found = null;
        RequestLineRules.Characters(exchange.Head.Target.Span, ref found);
        HostRules.Value(exchange.Head.Headers, ref found);
        HeaderRules.Judge(exchange.Head.Headers, ref found);
        if (found is not null) exchange.Violations.AddRange(found);
    }

    private static Verdict VerdictOf(Exchange exchange) => new(VerdictKind.Refuse, exchange.Violations[0].Status, "protocol");
}
