using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Tests.Differential;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>One request and its response, fed to a transaction phase by phase.</summary>
internal sealed record ExchangeCase(
    Endpoints Endpoints, string Method, string Target, string Protocol, IReadOnlyList<HeaderLine> RequestHeaders, byte[] RequestBody,
    string ResponseProtocol, IReadOnlyList<HeaderLine> ResponseHeaders, byte[] ResponseBody)
{
    private const int ResponseStatus = 200;

    public static ExchangeCase Read(JsonElement json)
    {
        var request = Child(json, "request");
        var response = Child(json, "response");
        var version = JsonText.Read(request, "http_version");
        var protocol = JsonText.Read(response, "protocol");
        return new ExchangeCase(
            new Endpoints(Address(json, "client"), Port(json, "client", 0), Address(json, "server"), Port(json, "server", 80)),
            JsonText.Read(request, "method"),
            JsonText.Read(request, "uri"),
            $"HTTP/{(version.Length > 0 ? version : "1.1")}",
            Headers(request),
            Body(request),
            protocol.Length > 0 ? protocol : "HTTP/1.1",
            Headers(response),
            Body(response));
    }

    /// <summary>Runs all phases in order; the first interruption decides.</summary>
    public (int Status, string Location) Run(RuleSet rules)
    {
        using var tx = new Transaction(rules, new CollectionStore(TimeProvider.System), Head());
        var stop = tx.RequestHeaders();
        if (stop is null) stop = tx.RequestBody(Cut(RequestBody, tx.RequestBodySettings, out var cut), cut);
        if (stop is null) stop = tx.ResponseHeaders(new ResponseHead(ResponseStatus, Bytes(ResponseProtocol), ResponseHeaders));
        if (stop is null) stop = tx.ResponseBody(Cut(ResponseBody, tx.ResponseBodySettings, out var cutResponse), cutResponse);
        tx.Finish();
        return (stop?.Status ?? ResponseStatus, stop?.Location ?? "");
    }

    /// <summary>The same, for comparing evaluators.</summary>
    public Exchange ToExchange() => new(
        Exchange.Request(Endpoints, Method, Target, Protocol, [.. RequestHeaders]),
        RequestBody,
        new ResponseHead(ResponseStatus, Bytes(ResponseProtocol), ResponseHeaders),
        ResponseBody);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static ReadOnlyMemory<byte> Cut(byte[] body, BodySettings settings, out bool truncated)
    {
        truncated = settings.LimitBytes > 0 && body.Length > settings.LimitBytes;
        return truncated ? body.AsMemory(0, (int)settings.LimitBytes) : body;
    }

    private static JsonElement Child(JsonElement json, string name) =>
        json.TryGetProperty(name, out var child) && child.ValueKind is JsonValueKind.Object ? child : JsonDocument.Parse("{}").RootElement;

    private static IPAddress Address(JsonElement json, string side) =>
        IPAddress.TryParse(JsonText.Read(Child(json, side), "ip"), out var address) ? address : IPAddress.Loopback;

    private static int Port(JsonElement json, string side, int otherwise) =>
        int.TryParse(JsonText.Read(Child(json, side), "port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : otherwise;

    private static HeaderLine[] Headers(JsonElement side) =>
        side.TryGetProperty("headers", out var headers) && headers.ValueKind is JsonValueKind.Object
            ? [.. headers.EnumerateObject().Select(h => new HeaderLine(Encoding.UTF8.GetBytes(h.Name), Bytes(JsonText.Widen(h.Value))))]
            : [];

    private static byte[] Body(JsonElement side) =>
        side.TryGetProperty("body", out var body) ? Bytes(string.Concat(RegressionCase.Lines(body))) : [];

    private RequestHead Head() => new(
        "conformance",
        TimeProvider.System.GetUtcNow(),
        Endpoints,
        Bytes(Method),
        Bytes(Target),
        Bytes(Protocol),
        Bytes($"{Method} {Target} {Protocol}"),
        RequestHeaders);
}
