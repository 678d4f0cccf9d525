using Palisade.Engine.Rules;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>Masks what the engine's audit log writes about one exchange. Made where the rules want such a log; works only where there is something to write.</summary>
internal sealed class AuditMask(Exchange exchange, MaskingRules rules)
{
    private RequestMask? _mask;

    /// <summary>As the engine calls it, at the end of the exchange.</summary>
    public string Mask(VariableId source, string name, string value) =>
        (_mask ??= Masks.Of(exchange, rules)).Audit(VariableTable.NameOf(source), name, value);
}
