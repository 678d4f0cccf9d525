using System.Text;
using System.Text.Json.Nodes;

namespace Palisade.Protection.Tests.Apis.Generation;

/// <summary>Makes requests wrong in one way each, and says which violation that is.</summary>
internal static class Mutation
{
    public static IEnumerable<(string Violation, SampleRequest Request)> All(SampleRequest good, Random random)
    {
        yield return ("VIOL_API_PATH", good with { Path = good.Path + "/no/such/path" });
        yield return ("VIOL_API_PATH", good with { Path = "/v2/../v2" + good.Path[3..] });
        yield return ("VIOL_METHOD", good with { Method = "TRACE" });
        yield return ("VIOL_API_PARAMETER_UNDECLARED", good with { Query = [.. good.Query, ("debug", "1")] });
        foreach (var mutation in Parameters(good)) yield return mutation;
        if (good.Body.Length == 0)
        {
            yield return ("VIOL_API_CONTENT_TYPE", good with { Body = "{}"u8.ToArray() });
            yield break;
        }

        yield return ("VIOL_API_CONTENT_TYPE", Typed(good, "application/xml"));
        yield return ("VIOL_API_CONTENT_TYPE", good with { Headers = [.. good.Headers.Where(h => h.Name != "Content-Type")] });
        if (good.Operation is not "returnShipment") yield return ("VIOL_API_BODY_MISSING", good with { Body = [] });
        if (good.ContentType!.Contains("json", StringComparison.Ordinal))
        {
            foreach (var mutation in Json(good, random)) yield return mutation;
        }
    }

    private static IEnumerable<(string, SampleRequest)> Parameters(SampleRequest good)
    {
        foreach (var (name, wrong) in new[] { ("limit", "0"), ("limit", "2147483648"), ("limit", "ten"), ("status", "flying"), ("sort", "created,created"), ("created%5Bfrom%5D", "2024-02-30"), ("year", "1066"), ("weight", "0.001"), ("open", "yes"), ("near", "%7B%22lat%22:1%7D"), ("confirm", "false"), ("dimensions", "1,2"), ("dpi", "72"), ("services", "drop%20fly"), ("zone", "Utc") })
        {
            if (good.Query.Any(q => q.Name == name)) yield return ("VIOL_API_PARAMETER", good with { Query = [.. good.Query.Select(q => q.Name == name ? (name, wrong) : q)] });
        }

        foreach (var name in new[] { "limit", "reason", "year", "from", "day" })
        {
            if (good.Query.FirstOrDefault(q => q.Name == name) is { Name: not null } twice) yield return ("VIOL_API_PARAMETER", good with { Query = [.. good.Query, twice] });
        }

        foreach (var name in new[] { "reason", "year", "near", "weight", "confirm" })
        {
            if (good.Query.Any(q => q.Name == name) && good.Method != "POST") yield return ("VIOL_API_PARAMETER_MISSING", good with { Query = [.. good.Query.Where(q => q.Name != name)] });
        }

        if (good.Headers.Any(h => h.Name == "X-Idempotency-Key"))
        {
            yield return ("VIOL_API_PARAMETER_MISSING", good with { Headers = [.. good.Headers.Where(h => h.Name != "X-Idempotency-Key")] });
            yield return ("VIOL_API_PARAMETER", good with { Headers = [.. good.Headers.Select(h => h.Name == "X-Idempotency-Key" ? (h.Name, "1") : h)] });
        }

        if (good.Headers.Any(h => h.Name == "X-Trace")) yield return ("VIOL_API_PARAMETER", good with { Headers = [.. good.Headers.Select(h => h.Name == "X-Trace" ? (h.Name, "no hex") : h)] });
        if (good.Operation is "pay") yield return ("VIOL_API_PARAMETER_MISSING", good with { Headers = [.. good.Headers.Where(h => h.Name != "Cookie")] });
        if (good.Path.Contains("/shp_", StringComparison.Ordinal)) yield return ("VIOL_API_PARAMETER", good with { Path = good.Path.Replace("/shp_", "/shp_%27", StringComparison.Ordinal) });
    }

    private static IEnumerable<(string, SampleRequest)> Json(SampleRequest good, Random random)
    {
        yield return ("VIOL_API_BODY_MALFORMED", good with { Body = good.Body[..^1] });
        yield return ("VIOL_API_BODY_MALFORMED", good with { Body = [.. good.Body, .. "x"u8] });
        yield return ("VIOL_API_BODY_MALFORMED", good with { Body = Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100)) });
        yield return ("VIOL_API_BODY_MALFORMED", good with { Body = [.. "{\"a\":1,\"b\":2,\"a\":3}"u8] });
        yield return ("VIOL_API_BODY_MALFORMED", good with { Body = [(byte)'"', 0xFF, (byte)'"'] });
        yield return ("VIOL_API_BODY", good with { Body = "12"u8.ToArray() });
        yield return ("VIOL_API_BODY", good with { Body = "null"u8.ToArray() });
        for (var i = 0; i < 4; i++)
        {
            var node = JsonNode.Parse(good.Body)!;
            if (Spoil(node, random)) yield return ("VIOL_API_BODY", good with { Body = Encoding.UTF8.GetBytes(node.ToJsonString()) });
        }
    }

    /// <summary>Puts a member of a kind that no schema here takes somewhere into the value.</summary>
    private static bool Spoil(JsonNode node, Random random)
    {
        var places = new List<JsonNode>();
        Collect(node, places);
        var at = places[random.Next(places.Count)];
        switch (at)
        {
            // Free names are only in these two.
            case JsonObject inner when inner.Parent is JsonObject parent && parent.ContainsKey("labels") && ReferenceEquals(parent["labels"], inner):
                inner["NOT-LOWER"] = "x";
                return true;
            case JsonObject inner:
                inner["unheardOf"] = new JsonObject();
                return true;
            case JsonArray items when items.Count > 0:
                items[random.Next(items.Count)] = new JsonArray(new JsonArray());
                return true;
            default:
                return false;
        }
    }

    private static void Collect(JsonNode node, List<JsonNode> into)
    {
        into.Add(node);
        foreach (var child in node is JsonObject inner ? inner.Select(m => m.Value) : node is JsonArray items ? items : [])
        {
            if (child is JsonObject or JsonArray) Collect(child, into);
        }
    }

    private static SampleRequest Typed(SampleRequest good, string type) => good with { Headers = [.. good.Headers.Where(h => h.Name != "Content-Type"), ("Content-Type", type)] };
}
