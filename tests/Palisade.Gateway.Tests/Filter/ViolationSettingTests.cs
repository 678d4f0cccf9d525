using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Filter;

/// <summary>Violations of HTTP that a policy switches, and those that it cannot.</summary>
public sealed class ViolationSettingTests
{
    private const string Lines = "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string NoHost = "GET / HTTP/1.1\r\nHost:\r\n\r\n";
    private const string FarPort = "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n";
    private const string Control = "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\n\r\n";
    private const string Body = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    private const string High = "GET / HTTP/1.1\r\nHost: a\r\nX: caf\u00e9\r\n\r\n";
    private const string Both = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 7\r\n\r\n7\r\nfoo=bar\r\n0\r\n\r\n";
    private const string BadHost = "GET / HTTP/1.1\r\nHost: a b\r\n\r\n";

    [Theory]
    [InlineData("", Lines, 400, "VIOL_HTTP_PROTOCOL_CRLF_CHARACTERS_BEFORE_REQUEST_START")]
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_CRLF_CHARACTERS_BEFORE_REQUEST_START]", Lines, 200, null)]
    [InlineData("reported_violation_types: [VIOL_HTTP_PROTOCOL_CRLF_CHARACTERS_BEFORE_REQUEST_START]", Lines, 200, "VIOL_HTTP_PROTOCOL_CRLF_CHARACTERS_BEFORE_REQUEST_START")]
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE]", NoHost, 200, null)]
    [InlineData("reported_violation_types: [VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE]", FarPort, 200, "VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE")]
    [InlineData("reported_violation_types: [VIOL_HTTP_PROTOCOL_CONTROL_CHARACTERS_IN_HEADERS]", Control, 200, "VIOL_HTTP_PROTOCOL_CONTROL_CHARACTERS_IN_HEADERS")]
    [InlineData("", Body, 200, null)]
    [InlineData("reported_violation_types: [VIOL_HTTP_PROTOCOL_BODY_IN_GET_OR_HEAD_REQUEST]", Body, 200, "VIOL_HTTP_PROTOCOL_BODY_IN_GET_OR_HEAD_REQUEST")]
    [InlineData("blocked_violation_types: [VIOL_HTTP_PROTOCOL_BODY_IN_GET_OR_HEAD_REQUEST]", Body, 400, "VIOL_HTTP_PROTOCOL_BODY_IN_GET_OR_HEAD_REQUEST")]
    [InlineData("", High, 200, null)]
    [InlineData("blocked_violation_types: [VIOL_HTTP_PROTOCOL_HIGH_ASCII_CHARACTERS_IN_HEADERS]", High, 400, "VIOL_HTTP_PROTOCOL_HIGH_ASCII_CHARACTERS_IN_HEADERS")]
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE]", BadHost, 400, "VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE")] // nobody knows what that says
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_BAD_HOST_HEADER_VALUE]", Both, 400, "VIOL_HTTP_PROTOCOL_CONTENT_LENGTH_SHOULD_BE_A_POSITIVE_NUMBER")]
    [InlineData("disabled_violation_types: [VIOL_HTTP_PROTOCOL_CRLF_CHARACTERS_BEFORE_REQUEST_START]", "\r\n\r\n" + Control, 400, "VIOL_HTTP_PROTOCOL_CONTROL_CHARACTERS_IN_HEADERS")]
    public async Task A_policy_says_what_is_done_about_a_violation_that_may_pass(string settings, string request, int status, string? told)
    {
        await using var origin = RawOrigin.Saying("hello");
        var detection = settings.Length == 0 ? "" : $"detection_settings: {{violation_settings: {{{settings}}}}}";
        var policy = $"kind: site\nmetadata: {{name: shop}}\nspec: {{app_firewall: wall}}\n---\nkind: app_firewall\nmetadata: {{name: wall}}\nspec: {{{detection}}}\n";
        await using var gateway = await TestGateway.StartAsync(origin.Url, policy: policy);

        var answer = await RawClient.AskAsync(gateway.Port, request);

        Assert.Equal(status, answer!.Status);
        Assert.Equal(status == 200 ? 1 : 0, origin.Requests.Count);
        if (told is null)
        {
            Assert.Empty(gateway.Events);
            return;
        }

        var happened = await gateway.EventAsync();
        Assert.Equal(status == 200 ? EventAction.Allowed : EventAction.Refused, happened.Action);
        Assert.Equal(told, Assert.Single(happened.Findings).Tags[0]);
    }
}
