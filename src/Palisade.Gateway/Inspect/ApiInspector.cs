using System.Text;
using Palisade.Engine.Http;
using Palisade.Gateway.Accept;
using Palisade.Protection.Apis.Enforcement;

namespace Palisade.Gateway.Inspect;

/// <summary>Holds requests and answers against the description of their API and the limits of GraphQL, next to the rules and on the same bytes.</summary>
internal static class ApiInspector
{
    /// <summary>Whether a request's body is wanted, whatever the rules ask for.</summary>
    public static bool WantsRequestBody(Exchange exchange) => exchange.Policy.ApiDefinition is not null || exchange.Policy.GraphQl is not null;

    /// <summary>What the head says. Before the body is read.</summary>
    public static void RequestHead(Exchange exchange)
    {
        if (exchange.Policy.ApiDefinition is not { } definition || exchange.Kind is RequestKind.Upgrade) return;
        exchange.Api = definition.Begin(exchange.Head);
        Settle(exchange);
    }

    /// <summary>What the body says.</summary>
    /// <param name="body">Decoded; empty for none.</param>
    /// <param name="whole">Whether that is all of it.</param>
    public static void RequestBody(Exchange exchange, ReadOnlyMemory<byte> body, bool whole)
    {
        if (exchange.Api is { } api)
        {
            api.RequestBody(body, whole);
            Settle(exchange);
        }

        if (exchange.Policy.GraphQl is not { } graphQl || !graphQl.IsFor(exchange.Head)) return;
        foreach (var finding in graphQl.Check(exchange.Head, body, whole)) Carry(exchange, "graphql", exchange.Policy.Written.Graphql, finding);
    }

    /// <summary>What the head of the answer says.</summary>
    /// <returns>Whether its body is wanted.</returns>
    public static bool ResponseHead(Exchange exchange, ResponseHead head, bool hasBody)
    {
        if (exchange.Api is not { } api) return false;
        var wants = api.ResponseHead(head, hasBody);
        Settle(exchange);
        return wants;
    }

    /// <summary>What the body of the answer says.</summary>
    public static void ResponseBody(Exchange exchange, ReadOnlyMemory<byte> body, bool whole)
    {
        exchange.Api!.ResponseBody(body, whole);
        Settle(exchange);
    }

    private static void Settle(Exchange exchange)
    {
        var findings = exchange.Api?.Findings;
        for (; findings is not null && exchange.ApiFindingsTold < findings.Count; exchange.ApiFindingsTold++) Carry(exchange, "api_definition", exchange.Policy.Written.ApiDefinition, findings[exchange.ApiFindingsTold]);
    }

    private static void Carry(Exchange exchange, string kind, string? name, ApiFinding finding)
    {
        // Events take texts as one character for each byte. Names that a client chose may be in it; the event masks them as all texts.
        var detail = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(finding.Detail));
        exchange.Found(new(kind, name ?? "", finding.Name, detail) { Tags = [finding.Name] });
        if (finding.Action is ViolationAction.Block) exchange.Decide(new(VerdictKind.Block, finding.Status, "api"));
    }
}
