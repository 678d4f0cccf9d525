using Palisade.Protection.Tests.Apis.Generation;

namespace Palisade.Protection.Tests.Apis;

/// <summary>The table of styles in OpenAPI 3.1 (Style Examples), each with a value that fits and one that does not.</summary>
public sealed class ParameterStyleTests
{
    [Theory]
    [InlineData("in: path, style: simple, schema: { type: array, items: { type: integer } }", "/v/1,2,3", "/v/1,x")]
    [InlineData("in: path, style: label, schema: { type: array, items: { type: integer } }", "/v/.1,2", "/v/1,2")]
    [InlineData("in: path, style: label, explode: true, schema: { type: array, items: { type: integer } }", "/v/.1.2", "/v/.1.x")]
    [InlineData("in: path, style: matrix, schema: { type: integer }", "/v/;p=1", "/v/1")]
    [InlineData("in: path, style: matrix, schema: { type: array, items: { type: integer } }", "/v/;p=1,2", "/v/;q=1,2")]
    [InlineData("in: path, style: matrix, explode: true, schema: { type: array, items: { type: integer } }", "/v/;p=1;p=2", "/v/;p=1;p=x")]
    [InlineData("in: path, style: matrix, explode: true, schema: { type: object, properties: { a: { type: integer } } }", "/v/;a=1;b=2", "/v/;a=x")]
    [InlineData("in: path, style: simple, schema: { type: object, properties: { a: { type: integer } } }", "/v/a,1,b,2", "/v/a,1,b")]
    [InlineData("in: path, style: simple, explode: true, schema: { type: object, properties: { a: { type: integer } } }", "/v/a=1,b=2", "/v/a=x")]
    [InlineData("in: query, schema: { type: array, items: { type: integer } }", "/v?p=1&p=2", "/v?p=1,2")]
    [InlineData("in: query, explode: false, schema: { type: array, items: { type: string, maxLength: 2 } }", "/v?p=ab,cd", "/v?p=ab%2Ccd")]
    [InlineData("in: query, style: spaceDelimited, explode: false, schema: { type: array, maxItems: 2 }", "/v?p=1%202", "/v?p=1+2+3")]
    [InlineData("in: query, style: pipeDelimited, explode: false, schema: { type: array, maxItems: 2 }", "/v?p=1%7C2", "/v?p=1|2|3")]
    [InlineData("in: query, style: deepObject, schema: { type: object, additionalProperties: false, properties: { a: { type: integer }, b: { type: array, items: { type: integer } } } }", "/v?p[a]=1&p[b]=2&p%5Bb%5D=3&p[b][]=4", "/v?p[c]=1")]
    [InlineData("in: query, style: deepObject, schema: { type: object, properties: { a: { type: integer } } }", "/v?p[a]=1", "/v?p[a]=1&p[a]=2")]
    [InlineData("in: query, schema: { type: object, additionalProperties: false, properties: { a: { type: integer } } }", "/v?a=1", "/v?a=x")]
    [InlineData("in: query, explode: false, schema: { type: object, properties: { a: { type: integer } } }", "/v?p=a,1", "/v?p=a,x")]
    [InlineData("in: query, content: { application/json: { schema: { type: object, required: [a] } } }", "/v?p=%7B%22a%22:1%7D", "/v?p=%7B")]
    [InlineData("in: query, allowEmptyValue: true, schema: { type: integer }", "/v?p=", "/v?p=x")]
    [InlineData("in: query, schema: { type: integer }", "/v?p=1e2", "/v?p=")]
    [InlineData("in: query, schema: { type: integer }", "/v?p=%31", "/v?p=1&p=2")]
    [InlineData("in: query, schema: { type: string, maxLength: 3 }", "/v?p=a+b", "/v?p=a%2B%2Bb")]
    [InlineData("in: query, schema: { oneOf: [ { type: integer }, { type: string } ] }", "/v?p=1", "/v?p=%FF")]
    [InlineData("in: query, schema: { type: boolean }", "/v?p=true", "/v?p=True")]
    [InlineData("in: query, schema: { enum: [1, b, true] }", "/v?p=1", "/v?p=c")]
    public void A_style_takes_what_fits(string parameter, string good, string bad)
    {
        var path = parameter.StartsWith("in: path", StringComparison.Ordinal) ? "/v/{p}" : "/v";
        var required = path.Length > 2 ? "required: true, " : "";
        var api = Description.Load($"openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  {path}: {{ get: {{ parameters: [ {{ name: p, {required}{parameter} }} ] }} }}\n");

        Assert.Empty(api.Begin(SampleRequest.HeadOf("GET", good, []))!.Findings);
        Assert.Contains(api.Begin(SampleRequest.HeadOf("GET", bad, []))!.Findings, f => f.Name is "VIOL_API_PARAMETER" or "VIOL_API_PARAMETER_UNDECLARED");
    }

    [Theory]
    [InlineData("in: header, schema: { type: array, items: { type: integer } }", "P", "1, 2,3", "1, x")]
    [InlineData("in: header, schema: { type: string, pattern: '^a$' }", "p", "a", "b")]
    [InlineData("in: header, explode: true, schema: { type: object, properties: { a: { type: integer } } }", "P", "a=1,b=2", "a=x")]
    [InlineData("in: cookie, schema: { type: integer }", "Cookie", "x=y; p=1", "p=x")]
    [InlineData("in: cookie, schema: { type: integer }", "Cookie", "q=1", "p=1; p=2")]
    public void Headers_and_cookies_are_read(string parameter, string header, string good, string bad)
    {
        var api = Description.Load($"openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /v: {{ get: {{ parameters: [ {{ name: p, {parameter} }} ] }} }}\n");

        Assert.Empty(api.Begin(SampleRequest.HeadOf("GET", "/v", [(header, good)]))!.Findings);
        Assert.Equal(["VIOL_API_PARAMETER"], api.Begin(SampleRequest.HeadOf("GET", "/v", [(header, bad)]))!.Findings.Select(f => f.Name));
    }
}
