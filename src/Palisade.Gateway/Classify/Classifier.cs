using Palisade.Configuration;
using Palisade.Gateway.Accept;
using Palisade.Protection;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Gateway.Classify;

/// <summary>Whose request it is and which rules, policies and mode hold for it. One site answers to every name here.</summary>
internal sealed class Classifier(LiveProtection protection, OperationMode mode)
{
    /// <summary>Reads what is in force once; a site that is switched off ends the request here.</summary>
    public void Run(Exchange exchange)
    {
        var inForce = protection.InForce;
        var site = inForce.Site;
        exchange.Mode = mode;
        exchange.Rules = inForce.Rules;
        exchange.Site = site;
        if (site.HasPolicies)
        {
            exchange.Path = PlainPath.Of(exchange.Head.Target);
            exchange.Policy = site.For(exchange.Path.Span, exchange.Head.Method.Span);
            exchange.Rules = inForce.RulesFor(exchange.Policy);
        }

        if (mode is OperationMode.Disabled) exchange.End(new Verdict(VerdictKind.Closed, 503, "disabled"));
    }
}
