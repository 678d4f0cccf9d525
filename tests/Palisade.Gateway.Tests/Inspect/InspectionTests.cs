using System.IO.Compression;
using System.Net;
using System.Text;
using Palisade.Configuration;
using Palisade.Events;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Inspect;

public sealed class InspectionTests
{
    private const string Rules = """
        SecRequestBodyAccess On
        SecRequestBodyLimit 1000
        SecRequestBodyLimitAction ProcessPartial
        SecResponseBodyAccess On
        SecResponseBodyMimeType text/plain text/html
        SecResponseBodyLimit 1000
        SecResponseBodyLimitAction ProcessPartial
        SecRule ARGS "@contains attack" "id:1,phase:1,deny,status:403,log,msg:'in the target'"
        SecRule REQUEST_BODY "@contains attack" "id:2,phase:2,deny,status:403,log,msg:'in the body'"
        SecRule RESPONSE_HEADERS:X-Leak "@contains secret" "id:3,phase:3,deny,status:500,log"
        SecRule RESPONSE_BODY "@contains leak" "id:4,phase:4,deny,status:500,log"
        SecRule ARGS:go "@streq away" "id:5,phase:1,redirect:'https://elsewhere.example/',log"
        SecRule ARGS:go "@streq silent" "id:6,phase:1,drop,log"
        SecRule REQUEST_HEADERS:X-Note "@streq see" "id:7,phase:1,pass,log,msg:'seen'"
        """;

    [Fact]
    public async Task An_attack_in_the_target_is_blocked_and_told()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "GET /?q=attack&password=geheim HTTP/1.1\r\nHost: shop\r\nUser-Agent: t\r\n\r\n");

        Assert.Equal(403, answer!.Status);
        Assert.Empty(origin.Requests);
        var told = await gateway.EventAsync();
        Assert.Equal(answer["X-Support-Id"], told.Id);
        Assert.Contains(told.Id, answer.Text, StringComparison.Ordinal);
        Assert.Equal((EventAction.Blocked, 403, 1), (told.Action, told.Status, told.Findings[0].RuleId));
        Assert.Equal(("/", "q=attack&password=***"), (told.Request.Path, told.Request.Query));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n<attack>")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\natt\r\n3\r\nack\r\n0\r\n\r\n")]
    public async Task An_attack_in_the_body_is_blocked(string request)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        Assert.Equal(403, (await RawClient.AskAsync(gateway.Port, request))!.Status);
        Assert.Empty(origin.Requests);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_looked_into_and_passed_on_as_it_is(string coding)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };

        var good = Compressed("good words", coding);
        using var passed = await client.PostAsync(new Uri("/", UriKind.Relative), good);
        using var blocked = await client.PostAsync(new Uri("/", UriKind.Relative), Compressed("an attack", coding));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (passed.StatusCode, blocked.StatusCode));
        Assert.Equal(await good.ReadAsByteArrayAsync(), Assert.Single(origin.Requests).Body);
        Assert.Equal(coding, origin.Requests[0]["Content-Encoding"]);
    }

    [Fact]
    public async Task What_is_not_what_its_coding_says_is_refused()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\n<attack>");

        Assert.Equal(400, answer!.Status);
        Assert.Equal(EventAction.Refused, (await gateway.EventAsync()).Action);
    }

    [Fact]
    public async Task A_decompression_bomb_is_refused()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules.Replace("Limit 1000", "Limit 10000000", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };

        using var answer = await client.PostAsync(new Uri("/", UriKind.Relative), Compressed(new string('a', 3_000_000), "gzip"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task A_long_body_is_inspected_in_part_and_the_rest_is_counted()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);
        var body = new string('x', 5000) + "attack";

        var answer = await RawClient.AskAsync(gateway.Port, $"POST / HTTP/1.1\r\nHost: a\r\nX-Note: see\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(200, answer!.Status);
        Assert.Equal(body, Assert.Single(origin.Requests).Text);
        Assert.Contains(new EventUninspected("request_body", "over_budget", body.Length - 1000), (await gateway.EventAsync()).Uninspected);
    }

    [Fact]
    public async Task A_long_body_is_refused_where_the_rules_say_so()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules.Replace("ProcessPartial", "Reject", StringComparison.Ordinal));

        var answer = await RawClient.AskAsync(gateway.Port, $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n{new string('x', 1001)}");
        var fits = await RawClient.AskAsync(gateway.Port, $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{new string('x', 1000)}");

        Assert.Equal((403, 200), (answer!.Status, fits!.Status));
    }

    [Fact]
    public async Task A_leak_in_the_answer_is_blocked_before_any_of_it_is_sent()
    {
        await using var head = RawOrigin.Answering("HTTP/1.1 200 OK\r\nX-Leak: a secret\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nhi");
        await using var body = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 10\r\n\r\nthe leak !");
        await using var other = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 10\r\n\r\nthe leak !");
        foreach (var (origin, status) in new[] { (head, 500), (body, 500), (other, 200) })
        {
            await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

            var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

            Assert.Equal(status, answer!.Status);
            Assert.Equal(status == 200, answer.Text.Contains("leak", StringComparison.Ordinal));
            Assert.Null(answer["Set-Cookie"]);
        }
    }

    [Fact]
    public async Task A_compressed_answer_is_looked_into_and_passed_on_as_it_is()
    {
        var bytes = await Compressed("no harm in it", "gzip").ReadAsByteArrayAsync();
        await using var origin = RawOrigin.Answering($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: {bytes.Length}\r\n\r\n{Encoding.Latin1.GetString(bytes)}");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(bytes, answer!.Body);
        Assert.Equal("gzip", answer["Content-Encoding"]);
    }

    [Fact]
    public async Task Rules_may_redirect_or_say_nothing()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        var away = await RawClient.AskAsync(gateway.Port, "GET /?go=away HTTP/1.1\r\nHost: a\r\n\r\n");
        var silent = await RawClient.AskAsync(gateway.Port, "GET /?go=silent HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal((302, "https://elsewhere.example/"), (away!.Status, away["Location"]));
        Assert.Null(silent);
    }

    [Fact]
    public async Task The_operators_page_and_status_are_shown()
    {
        var file = Path.Combine(Path.GetTempPath(), $"palisade-test-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, "<b>{{status}} {{support_id}} {{reason}}</b>");
        try
        {
            await using var origin = RawOrigin.Saying("hello");
            await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { BlockPage = new() { File = file, Status = 418 } }, Rules);

            var page = await RawClient.AskAsync(gateway.Port, "GET /?q=attack HTTP/1.1\r\nHost: a\r\n\r\n");
            var head = await RawClient.AskAsync(gateway.Port, "HEAD /?q=attack HTTP/1.1\r\nHost: a\r\n\r\n");
            var json = await RawClient.AskAsync(gateway.Port, "GET /?q=attack HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");

            Assert.Equal((418, $"<b>418 {page!["X-Support-Id"]} This request was blocked</b>"), (page.Status, page.Text));
            Assert.Equal((418, ""), (head!.Status, head.Text));
            Assert.Equal($$"""{"status":418,"error":"This request was blocked","support_id":"{{json!["X-Support-Id"]}}"}""", json.Text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Simulation_tells_and_blocks_nothing()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nthe leak");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Mode = OperationMode.Simulation }, Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "POST /?q=attack HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\nContent-Length: 6\r\n\r\nattack");

        Assert.Equal((200, "the leak"), (answer!.Status, answer.Text));
        Assert.Equal("a\u0001b", origin.Requests[0]["X"]);
        Assert.Equal(EventAction.WouldBlock, (await gateway.EventAsync()).Action);
    }

    [Fact]
    public async Task An_upgrade_that_does_not_come_about_hides_no_leak()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 8\r\n\r\nthe leak");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

        Assert.Equal(500, answer!.Status);
    }

    [Theory]
    [InlineData(FailMode.Closed, 503)]
    [InlineData(FailMode.Open, 200)]
    public async Task Without_memory_for_a_body_the_operators_choice_holds(FailMode chosen, int status)
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(
            origin.Url,
            c => c with { WhenEngineFails = chosen, Limits = c.Limits with { InspectionMemoryBytes = 1024 * 1024 } },
            Rules.Replace("Limit 1000", "Limit 10000000", StringComparison.Ordinal));
        var body = new string('x', 3_000_000);

        var answer = await RawClient.AskAsync(gateway.Port, $"POST / HTTP/1.1\r\nHost: a\r\nX-Note: see\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        Assert.Equal(status, answer!.Status);
        Assert.Equal(chosen is FailMode.Open ? [body] : [], origin.Requests.Select(r => r.Text));
        Assert.Equal(chosen is FailMode.Open, (await gateway.EventAsync()).Uninspected.Any(u => u.Reason is "failed_open"));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_while_it_is_held_gives_502()
    {
        await using var origin = RawOrigin.Start(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), stop);
            stream.Close();
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(502, answer!.Status);
        Assert.Equal("origin_reset", (await gateway.EventAsync()).Failure!.Error);
    }

    [Fact]
    public async Task An_answer_that_stalls_while_it_is_held_gives_504()
    {
        await using var origin = RawOrigin.Start(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { OriginIdle = TimeSpan.FromMilliseconds(300) } }, Rules);

        var answer = await RawClient.AskAsync(gateway.Port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal(504, answer!.Status);
        Assert.Equal("origin_timeout", (await gateway.EventAsync()).Failure!.Error);
    }

    [Fact]
    public async Task A_slow_answer_is_not_held_for_ever()
    {
        var read = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 11\r\n\r\nfirst "u8.ToArray(), stop);
            await read.WaitAsync(stop);
            await stream.WriteAsync("leak!"u8.ToArray(), stop);
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Timeouts = c.Timeouts with { ResponseHold = TimeSpan.FromMilliseconds(200) } }, Rules);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Note", "see");

        await using var stream = await client.GetStreamAsync(new Uri(gateway.Url), RawClient.Soon);
        var first = new byte[6];
        await stream.ReadExactlyAsync(first, RawClient.Soon);
        read.Release();
        var rest = await new StreamReader(stream).ReadToEndAsync(RawClient.Soon);

        Assert.Equal("first leak!", Encoding.Latin1.GetString(first) + rest);
        Assert.Contains(new EventUninspected("response_body", "slow_response", 5), (await gateway.EventAsync()).Uninspected);
    }

    [Fact]
    public async Task Two_lengths_in_simulation_become_one()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, c => c with { Mode = OperationMode.Simulation });

        var answer = await RawClient.AskAsync(gateway.Port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

        Assert.Equal(200, answer!.Status);
        var seen = Assert.Single(origin.Requests);
        Assert.Equal(("abc", null, null), (seen.Text, seen["Content-Length"], seen["X-Content-Length"]));
    }

    [Fact]
    public async Task What_is_refused_is_shown_to_the_rules_first()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules + """

            SecRule REQUEST_PROTOCOL "@streq JUNK/1.0" "id:20,phase:1,pass,log"
            SecRule REQUEST_BODY "@contains payload" "id:21,phase:2,pass,log"
            SecRule RESPONSE_STATUS "@streq 400" "id:22,phase:3,pass,log"
            SecRule REQUEST_HEADERS_NAMES "@streq X-Odd Name" "id:23,phase:2,pass,log"
            """);

        var answer = await RawClient.AskAsync(gateway.Port, "POST / JUNK/1.0\r\nHost: a\r\nX-Odd Name: v\r\nContent-Length: 7\r\n\r\npayload");

        Assert.Equal(400, answer!.Status);
        var told = await gateway.EventAsync();
        Assert.Equal([0, 0, 20, 21, 23, 22], told.Findings.Select(f => f.RuleId));
        Assert.Contains("VIOL_HTTP_PROTOCOL_BAD_HTTP_VERSION", told.Findings[0].Tags);
        Assert.Equal((EventAction.Refused, answer["X-Support-Id"]), (told.Action, told.Id));
    }

    [Fact]
    public async Task A_hundred_reloads_under_load_fail_no_request()
    {
        await using var origin = RawOrigin.Saying("hello");
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        using var over = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(async _ =>
        {
            var requests = 0;
            for (; !over.IsCancellationRequested; requests++) Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
            return requests;
        }).ToArray();

        for (var i = 0; i < 100; i++)
        {
            gateway.Protection.Publish(TestGateway.Compile(Rules));
            await Task.Yield();
        }

        await over.CancelAsync();
        Assert.True((await Task.WhenAll(load)).Sum() > 0);
    }

    private static ByteArrayContent Compressed(string text, string coding)
    {
        var packed = new MemoryStream();
        using (Stream packer = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            packer.Write(Encoding.Latin1.GetBytes(text));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add(coding);
        return content;
    }
}
