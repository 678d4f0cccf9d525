using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>Refuses requests that break the rules of HTTP in ways that servers behind disagree about.</summary>
internal sealed class ProtocolFilter
{
    /// <summary>Notes every violation; in active mode one is enough to end the request with 400.</summary>
    public void Run(Exchange exchange)
    {
        if (exchange.Violations.Count > 0) exchange.End(new Verdict(VerdictKind.Refuse, 400, "protocol"));
    }
}
