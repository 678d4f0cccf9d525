using System.Security.Cryptography;
using System.Text;
using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Policies;

namespace Palisade.Gateway.Tests.Inspect;

public sealed class ApiProtectionTests : IDisposable
{
    private const string Books =
        """
        openapi: 3.0.3
        info: { title: Books, version: '1' }
        servers: [ { url: /v1 } ]
        paths:
          /books:
            get:
              operationId: listBooks
              parameters: [ { name: limit, in: query, schema: { type: integer, maximum: 100 } } ]
              responses:
                '200': { description: all, content: { application/json: { schema: { type: array, items: { type: object, required: [title], properties: { title: { type: string } }, additionalProperties: false } } } } }
            post:
              operationId: addBook
              requestBody:
                required: true
                content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string, maxLength: 20 }, password: { type: string, maxLength: 3 } } } } }
              responses: { '201': { description: made }, '200': { description: made } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("apis");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("GET /v1/books?limit=5 HTTP/1.1\r\nHost: a\r\n\r\n", 200, null)]
    [InlineData("GET /elsewhere HTTP/1.1\r\nHost: a\r\n\r\n", 200, null)]
    [InlineData("GET /v1/papers HTTP/1.1\r\nHost: a\r\n\r\n", 404, "VIOL_API_PATH")]
    [InlineData("DELETE /v1/books HTTP/1.1\r\nHost: a\r\n\r\n", 405, "VIOL_METHOD")]
    [InlineData("GET /v1/books?limit=500 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "VIOL_API_PARAMETER")]
    [InlineData("GET /v1/books?debug=1 HTTP/1.1\r\nHost: a\r\n\r\n", 200, "VIOL_API_PARAMETER_UNDECLARED")]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"title\":\"a\"}", 200, null)]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"tit\r\n6\r\nle\":1}\r\n0\r\n\r\n", 400, "VIOL_API_BODY")]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{\"tit", 400, "VIOL_API_BODY_MALFORMED")]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx", 415, "VIOL_API_CONTENT_TYPE")]
    [InlineData("POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 400, "VIOL_API_BODY_MISSING")]
    public async Task Requests_are_held_against_the_description(string request, int status, string? violation)
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
        await using var gateway = await StartAsync(origin, Api());

        var answer = await RawClient.AskAsync(gateway.Port, request);

        Assert.Equal(status, answer!.Status);
        Assert.Equal(status == 200 ? 1 : 0, origin.Requests.Count);
        if (violation is null) return;

        var told = await gateway.EventAsync();
        Assert.Contains(told.Findings, f => f.Tags.Contains(violation));
        Assert.Equal(status == 200 ? EventAction.Allowed : EventAction.Blocked, told.Action);
    }

    [Fact]
    public async Task In_simulation_everything_passes_and_is_told()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
        await using var gateway = await StartAsync(origin, Api(), config => config with { Mode = OperationMode.Simulation });

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, "GET /v1/books?limit=500 HTTP/1.1\r\nHost: a\r\n\r\n"))!.Status);
        Assert.Equal(EventAction.WouldBlock, (await gateway.EventAsync()).Action);
    }

    [Fact]
    public async Task A_value_that_is_masked_is_not_told()
    {
        await using var origin = RawOrigin.Saying("x");
        await using var gateway = await StartAsync(origin, Api());
        const string Body = "{\"title\":\"t\",\"password\":\"geheim99\"}";

        await RawClient.AskAsync(gateway.Port, $"POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        var told = await gateway.EventAsync();
        Assert.Contains(told.Findings, f => f.Message!.EndsWith("operation addBook, the body at /password, expected at most 3 characters", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", System.Text.Json.JsonSerializer.Serialize(told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report", 200)]
    [InlineData("block", 502)]
    public async Task An_answer_that_tells_too_much_is_found(string action, int status)
    {
        const string Leak = "[{\"title\":\"a\",\"hash\":\"5f4dcc3b\"}]";
        await using var origin = RawOrigin.Answering($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Leak.Length}\r\n\r\n{Leak}");
        await using var gateway = await StartAsync(origin, Api($"violations: {{ response_schema: {action} }}"));

        var answer = await RawClient.AskAsync(gateway.Port, "GET /v1/books HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(status, answer!.Status);
        Assert.Equal(status == 200, answer.Text.Contains("5f4dcc3b", StringComparison.Ordinal));
        Assert.Contains((await gateway.EventAsync()).Findings, f => f.Tags.Contains("VIOL_API_RESPONSE") && f.Message!.Contains("at /0/hash", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTP/1.1 418 No\r\nContent-Length: 0\r\n\r\n", "VIOL_HTTP_RESPONSE_STATUS")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx", "VIOL_API_RESPONSE_CONTENT_TYPE")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n[", "VIOL_API_RESPONSE_MALFORMED")]
    public async Task Answers_that_are_not_described_are_told(string answer, string violation)
    {
        await using var origin = RawOrigin.Answering(answer);
        await using var gateway = await StartAsync(origin, Api());

        await RawClient.AskAsync(gateway.Port, "GET /v1/books HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Contains((await gateway.EventAsync()).Findings, f => f.Tags.Contains(violation));
    }

    [Fact]
    public async Task A_body_beyond_what_is_inspected_passes_and_is_told()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]");
        await using var gateway = await StartAsync(origin, Api(), config => config with { Limits = config.Limits with { RequestInspectedBytes = 100 } }, "SecRequestBodyLimitAction ProcessPartial");
        var body = $"{{\"title\":\"{new string('a', 500)}\"}}";

        Assert.Equal(200, (await RawClient.AskAsync(gateway.Port, $"POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"))!.Status);
        Assert.Equal(body, Encoding.ASCII.GetString(Assert.Single(origin.Requests).Body));
        Assert.Contains((await gateway.EventAsync()).Findings, f => f.Tags.Contains("VIOL_API_BODY_UNCHECKED"));
    }

    [Theory]
    [InlineData("{\"query\":\"{ me { name } }\"}", 200, null)]
    [InlineData("{\"query\":\"{ __schema { types { name } } }\"}", 400, "VIOL_GRAPHQL_INTROSPECTION_QUERY")]
    [InlineData("{\"query\":\"{ me { \"}", 400, "VIOL_GRAPHQL_MALFORMED")]
    [InlineData("{\"query\":\"{a{b{c{d{e{f}}}}}}\"}", 400, "VIOL_GRAPHQL_FORMAT")]
    public async Task Queries_have_limits(string body, int status, string? violation)
    {
        await using var origin = RawOrigin.Saying("{}");
        await using var gateway = await StartAsync(origin, "kind: site\nmetadata: {name: s}\nspec: {graphql: g}\n---\nkind: graphql\nmetadata: {name: g}\nspec: {max_structure_depth: 5}\n");

        Assert.Equal(status, (await RawClient.AskAsync(gateway.Port, $"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"))!.Status);
        if (violation is not null) Assert.Contains((await gateway.EventAsync()).Findings, f => f.Tags.Contains(violation));
    }

    [Fact]
    public async Task Without_a_good_token_nobody_gets_in()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var signed = $"{Encoded("{\"alg\":\"HS256\"}")}.{Encoded("{\"exp\":4102444800,\"sub\":\"42\"}")}";
        var token = $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await StartAsync(origin, $$"""
            kind: site
            metadata: {name: s}
            spec: {jwt_validation: j}
            ---
            kind: jwt_validation
            metadata: {name: j}
            spec:
              algorithms: [HS256]
              jwks: '{"keys":[{"kty":"oct","k":"{{System.Buffers.Text.Base64Url.EncodeToString(secret)}}"}]}'
            """);

        var without = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var wrong = await RawClient.AskAsync(gateway.Port, $"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}x\r\n\r\n");
        var good = await RawClient.AskAsync(gateway.Port, $"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n");

        Assert.Equal((401, "Bearer"), (without!.Status, without["WWW-Authenticate"]));
        Assert.Equal((401, "Bearer error=\"invalid_token\""), (wrong!.Status, wrong["WWW-Authenticate"]));
        Assert.Equal(200, good!.Status);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public void A_policy_whose_description_has_faults_is_refused_with_the_place_in_the_description()
    {
        var policy = Api();
        File.WriteAllText(Path.Combine(_folder.FullName, "books.yaml"), Books.Replace("type: integer", "type: number, minLength: x", StringComparison.Ordinal));

        var built = PolicyBuilder.BuildText(Path.Combine(_folder.FullName, "policy.yaml"), policy);

        Assert.Null(built.Site);
        Assert.Contains(built.Diagnostics, d => d.Code == "AP0033" && d.At is { Line: 8 } && d.At.File.EndsWith("books.yaml", StringComparison.Ordinal));
        Assert.Contains(built.Files, f => f.EndsWith("books.yaml", StringComparison.Ordinal));
    }

    private static string Encoded(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private string Api(string more = "")
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "books.yaml"), Books);
        return $"kind: site\nmetadata: {{name: s}}\nspec: {{api_definition: books}}\n---\nkind: api_definition\nmetadata: {{name: books}}\nspec:\n  file: books.yaml\n  {more}\n";
    }

    private Task<TestGateway> StartAsync(RawOrigin origin, string policy, Func<GatewayConfig, GatewayConfig>? change = null, string rules = "") =>
        TestGateway.StartAsync(origin.Url, change, rules, policy: policy, policyFile: Path.Combine(_folder.FullName, "policy.yaml"));
}
