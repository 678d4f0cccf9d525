using Palisade.Engine.Http;
using Palisade.Engine.Rules;
using Palisade.Events.Masking;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>Masks of single exchanges.</summary>
internal static class Masks
{
    /// <summary>A mask that knows everything secret in an exchange, as far as it has gone.</summary>
    public static RequestMask Of(Exchange exchange, MaskingRules rules)
    {
        var transaction = exchange.Transaction;
        return new RequestMask(rules, new RequestFacts
        {
            Target = exchange.Head.Target,
            Headers = Pairs(exchange.Head.Headers),
            Body = exchange.RequestBody.Seen,
            ResponseHeaders = Pairs(transaction?.Response?.Headers ?? []),
            ResponseBody = exchange.ResponseBody.Seen,
            Sanitised = Sanitised(transaction?.Sanitised ?? []),
        });
    }

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
