using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Policies;
using Palisade.Protection.Tests.Apis.Generation;

namespace Palisade.Protection.Tests.Apis;

public sealed class ApiDocumentTests
{
    private const string Good =
        """
        openapi: 3.0.3
        info: { title: T, version: '1' }
        paths:
          /a/{x}:
            get:
              operationId: getA
              parameters:
                - { name: x, in: path, required: true, schema: { type: integer } }
                - { name: q, in: query, schema: { type: string } }
              responses: { '200': { description: d, content: { application/json: { schema: { type: object } } } } }
        """;

    [Theory]
    [InlineData("openapi: 3.0.3", "swagger: '2.0'", "AP0112", 1)]
    [InlineData("paths:", "pahts:", "AP0113", 1)]
    [InlineData("/a/{x}:", "a/{x}:", "AP0131", 5)]
    [InlineData("/a/{x}:", "/a/{x}{y}:", "AP0133", 5)]
    [InlineData("/a/{x}:", "/a/{y}:", "AP0142", 6)]
    [InlineData("name: x, in: path", "name: x, in: body", "AP0151", 8)]
    [InlineData("in: path, required: true", "in: path", "AP0152", 8)]
    [InlineData("{ name: q, in: query, schema", "{ name: q, in: query, style: simple, schema", "AP0153", 9)]
    [InlineData("name: q, in: query", "name: x, in: path", "AP0141", 9)]
    [InlineData("'200':", "'2000':", "AP0145", 10)]
    [InlineData("application/json:", "application:", "AP0161", 10)]
    [InlineData("responses:", "respones:", "AP0106", 10)]
    [InlineData("type: integer", "$ref: '#/nowhere'", "AP0024", 8)]
    [InlineData("type: integer", "$ref: 'https://elsewhere.example/x'", "AP0023", 8)]
    [InlineData("operationId: getA", "operationId: getA\n      operationId: b", "AP0004", 7)]
    public void A_fault_is_told_with_its_code_and_line(string from, string to, string code, int line)
    {
        var faults = new DocumentFaults();
        var api = ApiDefinition.Load("api.yaml", Encoding.UTF8.GetBytes(Good.Replace(from, to, StringComparison.Ordinal)), new(), faults);

        Assert.Equal(faults.HasErrors, api is null);
        Assert.Contains(faults.All, f => f.Code == code && f.At.File == "api.yaml" && f.At.Line == line);
    }

    [Fact]
    public void The_same_description_is_read_from_JSON()
    {
        var text = new StringBuilder();
        Assert.True(DocumentJson.Write(Description.Parcels, text, 1_000_000));
        var faults = new DocumentFaults();

        Assert.Equal(50, ApiDefinition.Load("parcels.json", Encoding.UTF8.GetBytes(text.ToString()), new(), faults)?.OperationCount);
        Assert.Empty(faults.All);
    }

    [Fact]
    public void What_cannot_be_enforced_refuses_the_description_unless_the_operator_goes_without()
    {
        var text = Encoding.UTF8.GetBytes(Good.Replace("{ type: string }", "{ type: string, pattern: '^(?!admin)' }", StringComparison.Ordinal));
        var (strict, lax) = (new DocumentFaults(), new DocumentFaults());

        Assert.Null(ApiDefinition.Load("api.yaml", text, new(), strict));
        Assert.Contains(strict.All, f => f.Code == "AP0035" && f.Message.Contains("a lookahead", StringComparison.Ordinal));
        Assert.NotNull(ApiDefinition.Load("api.yaml", text, new() { SkipUnsupported = true }, lax));
        Assert.False(lax.HasErrors);
    }

    [Fact]
    public void Aliases_that_double_again_and_again_do_not_grow()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 60; i++) text.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        var faults = new DocumentFaults();

        Assert.NotNull(DocumentReader.Read("bomb.yaml", text.ToString(), faults));
        Assert.Empty(faults.All);
        Assert.False(DocumentJson.Write(DocumentReader.Read("bomb.yaml", text.ToString(), faults)!, new StringBuilder(), 100_000));
    }

    [Fact]
    public void Cuts_and_noise_are_refused_without_a_throw()
    {
        var good = Description.Bytes("parcels.yaml");
        var random = new Random(11);
        for (var i = 0; i < 120; i++)
        {
            var bytes = i < 60 ? good[..random.Next(good.Length)] : [.. good];
            for (var n = i < 60 ? 0 : random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var faults = new DocumentFaults();
            Assert.Equal(ApiDefinition.Load("api.yaml", bytes, new(), faults) is null, faults.HasErrors);
        }

        foreach (var text in new[] { "[", "{", "{\"a\":", new string('[', 100_000), new string('{', 100_000), "- - - - -", "a: &a *a", "? [a]\n: b", "\0", "%YAML 9", "\t\t" })
        {
            var faults = new DocumentFaults();
            Assert.Null(ApiDefinition.Load("api.yaml", Encoding.UTF8.GetBytes(text), new(), faults));
            Assert.True(faults.HasErrors, text[..Math.Min(20, text.Length)]);
        }
    }

    [Fact]
    public void Noise_in_requests_does_not_throw()
    {
        var api = Description.LoadParcels();
        var random = new Random(5);
        var sample = new RequestSample(Description.Parcels, random, "/v2");
        foreach (var (path, method, item, operation) in sample.Operations)
        {
            var good = sample.Of(path, method, item, operation, wholly: true);
            for (var i = 0; i < 20; i++)
            {
                var target = good.Target.ToCharArray();
                target[random.Next(1, target.Length)] = (char)random.Next(1, 256);
                var body = good.Body.ToArray();
                if (body.Length > 0) body[random.Next(body.Length)] = (byte)random.Next(256);
                var check = api.Begin(SampleRequest.HeadOf(good.Method, new string(target), good.Headers));
                check?.RequestBody(body, whole: random.Next(5) > 0);
                check?.ResponseHead(new(200, "HTTP/1.1"u8.ToArray(), [new("Content-Type"u8.ToArray(), "application/json"u8.ToArray())]), hasBody: true);
                check?.ResponseBody(body, whole: true);
            }
        }
    }

    [Fact]
    public void The_examples_of_the_manual_are_a_good_policy()
    {
        var folder = Directory.CreateTempSubdirectory("manual");
        try
        {
            foreach (var (name, text) in Examples()) File.WriteAllText(Path.Combine(folder.FullName, name), text);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(false).Q;
            File.WriteAllText(Path.Combine(folder.FullName, "keys.json"), $$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{Base64Url.EncodeToString(point.X!)}}","y":"{{Base64Url.EncodeToString(point.Y!)}}"}]}""");

            var built = PolicyBuilder.Build(new PolicySource { Files = [Path.Combine(folder.FullName, "policy.yaml")] });

            Assert.Empty(built.Diagnostics);
            Assert.Equal(["books.yaml", "keys.json", "policy.yaml"], built.Files.Select(f => Path.GetFileName(f)!).Order());
            Assert.Equal((1, 10), (built.Site!.Whole.ApiDefinition!.OperationCount, built.Site.Whole.GraphQl!.Options.MostDepth));
            Assert.Equal("https://login.example.org", built.Site.Whole.Jwt!.Options.Issuer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_manual_lists_every_violation_as_it_is()
    {
        var manual = Manual();
        foreach (var (word, (_, name, usual)) in ApiViolations.All)
        {
            Assert.Contains($"| `{word}` | `{name}` | {usual.ToString().ToLowerInvariant()}", manual, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Name, string Text)> Examples()
    {
        foreach (var part in Manual().Split("<!-- example: ").Skip(1))
        {
            var text = part[(part.IndexOf("```yaml\n", StringComparison.Ordinal) + 8)..];
            yield return (part[..part.IndexOf(' ', StringComparison.Ordinal)], text[..text.IndexOf("```", StringComparison.Ordinal)]);
        }
    }

    private static string Manual()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "apis.md"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "apis.md"));
    }
}
