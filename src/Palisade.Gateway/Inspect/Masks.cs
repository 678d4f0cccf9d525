using System.Runtime.CompilerServices;
using Palisade.Engine.Http;
using Palisade.Engine.Rules;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;
using Palisade.Protection.Policies;

namespace Palisade.Gateway.Inspect;

/// <summary>Masks of single exchanges.</summary>
internal static class Masks
{
    private static readonly ConditionalWeakTable<SitePolicy, MaskingRules> OfSites = new();

    /// <summary>A mask that knows everything secret in an exchange, as far as it has gone.</summary>
    public static RequestMask Of(Exchange exchange, MaskingRules rules)
    {
        var transaction = exchange.Transaction;
        return new RequestMask(Rules(exchange.Site, rules), new RequestFacts
        {
            Target = exchange.Head.Target,
            Headers = Pairs(exchange.Head.Headers),
            Body = exchange.RequestBody.Seen,
            ResponseHeaders = Pairs(transaction?.Response?.Headers ?? []),
            ResponseBody = exchange.ResponseBody.Seen,
            Sanitised = Sanitised(transaction?.Sanitised ?? []),
        });
    }

    /// <summary>What the site masks besides what the gateway does: made once for each site.</summary>
    private static MaskingRules Rules(SitePolicy site, MaskingRules rules) =>
        site.Anonymization.IsEmpty ? rules : OfSites.GetValue(site, s => rules with { Names = [.. rules.Names, .. s.Anonymization.Names] });

    private static KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>[] Pairs(IReadOnlyList<HeaderLine> lines)
    {
        var pairs = new KeyValuePair<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>[lines.Count];
        for (var i = 0; i < pairs.Length; i++) pairs[i] = new(lines[i].Name, lines[i].Value);
        return pairs;
    }

    private static SanitisedName[] Sanitised(IReadOnlyList<Engine.Outcome.Sanitised> names)
    {
        var result = new SanitisedName[names.Count];
        for (var i = 0; i < result.Length; i++) result[i] = new(VariableTable.NameOf(names[i].Variable), names[i].Name);
        return result;
    }
}
