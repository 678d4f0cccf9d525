using Palisade.Configuration;
using Palisade.Gateway.Accept;
using Palisade.Protection;

namespace Palisade.Gateway.Classify;

/// <summary>Whose request it is and which rules and mode hold for it. One site answers to every name here.</summary>
internal sealed class Classifier(LiveProtection protection, OperationMode mode)
{
    /// <summary>Reads the rules in force once; a site that is switched off ends the request here.</summary>
    public void Run(Exchange exchange)
    {
        exchange.Mode = mode;
        exchange.Rules = protection.Current;
        if (mode is OperationMode.Disabled) exchange.End(new Verdict(VerdictKind.Closed, 503, "disabled"));
    }
}
