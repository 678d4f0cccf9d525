using Palisade.Protection.Tests.Apis.Generation;

namespace Palisade.Protection.Tests.Apis;

public sealed class RequestPathTests
{
    private static readonly Palisade.Protection.Apis.Enforcement.ApiDefinition Api = Description.Load(
        """
        openapi: 3.1.0
        info: { title: T, version: '1' }
        servers: [ { url: https://a.example/v1 }, { url: '/v1/eu' } ]
        paths:
          /: { get: { operationId: root } }
          /a: { get: { operationId: a }, options: { operationId: askA } }
          /a/{x}: { get: { operationId: any, parameters: [ { name: x, in: path, required: true } ] } }
          /a/me: { get: { operationId: me } }
          /a/{x}.pdf: { get: { operationId: file, parameters: [ { name: x, in: path, required: true } ] } }
          /a/{x}/b: { get: { operationId: b, parameters: [ { name: x, in: path, required: true, schema: { minLength: 2 } } ] } }
          /a/me/c: { get: { operationId: c } }
        """);

    [Theory]
    [InlineData("/v1/", "root")]
    [InlineData("/v1", "root")]
    [InlineData("/v1/a", "a")]
    [InlineData("/v1/eu/a", "a")]
    [InlineData("/v1/%61", "a")]
    [InlineData("/%761/a", "a")]
    [InlineData("/v1/a/me", "me")]
    [InlineData("/v1/a/you", "any")]
    [InlineData("/v1/a/you.pdf", "file")]
    [InlineData("/v1/a/.pdf", "any")]
    [InlineData("/v1/a/me/b", "b")]
    [InlineData("/v1/a/me/c", "c")]
    [InlineData("/v1/a/x%2Fy", "any")]
    [InlineData("http://h/v1/a?x", "a")]
    public void A_path_is_found(string target, string operation) => Assert.Equal(operation, Api.Begin(SampleRequest.HeadOf("GET", target, []))!.OperationId);

    [Theory]
    [InlineData("/v1/a/")]
    [InlineData("/v1/b")]
    [InlineData("/v1//a")]
    [InlineData("/v1/a/..")]
    [InlineData("/v1/a/%2e%2e/a")]
    [InlineData("/x/../v1/a")]
    [InlineData("//v1/a")]
    [InlineData("/v1%2Fa")]
    [InlineData("/v1\\a")]
    [InlineData("/v1;p=1/a")]
    [InlineData("/v1/a/%zz")]
    public void No_spelling_goes_around_the_description(string target) =>
        Assert.Equal(["VIOL_API_PATH"], Api.Begin(SampleRequest.HeadOf("GET", target, []))!.Findings.Select(f => f.Name));

    [Theory]
    [InlineData("/")]
    [InlineData("/v2/a")]
    [InlineData("/v10/a")]
    [InlineData("/x/v1/a")]
    [InlineData("*")]
    public void What_is_outside_is_not_looked_at(string target) => Assert.Null(Api.Begin(SampleRequest.HeadOf("GET", target, [])));

    [Fact]
    public void Heads_go_with_gets_and_browsers_may_ask_before_they_send()
    {
        Assert.Empty(Api.Begin(SampleRequest.HeadOf("HEAD", "/v1/a", []))!.Findings);
        Assert.Empty(Api.Begin(SampleRequest.HeadOf("OPTIONS", "/v1/a/me", [("Origin", "https://b.example"), ("Access-Control-Request-Method", "GET")]))!.Findings);
        Assert.Equal("VIOL_METHOD", Assert.Single(Api.Begin(SampleRequest.HeadOf("OPTIONS", "/v1/a/me", []))!.Findings).Name);
    }
}
