using System.Globalization;
using System.Text;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

/// <summary>What passes the gateway is what would have passed without it. Requests and answers are generated, seeded, and compared byte for byte.</summary>
public sealed class SameBytesTests
{
    // What a proxy owns (docs/proxying.md): they concern one connection, or say who speaks to whom.
    private static readonly HashSet<string> Owned = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "TE", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "traceparent", "Date", "Content-Length",
    };

    [Theory]
    [InlineData("")]
    [InlineData("SecRequestBodyAccess On\nSecRequestBodyLimit 2000\nSecRequestBodyLimitAction ProcessPartial\nSecResponseBodyAccess On\nSecResponseBodyMimeType text/html\nSecResponseBodyLimit 2000\nSecResponseBodyLimitAction ProcessPartial\n")]
    public async Task A_thousand_requests_and_answers_are_the_same_with_and_without_the_gateway(string rules)
    {
        var random = new Random(20240607);
        var answers = new Queue<byte[]>();
        await using var origin = RawOrigin.Start((request, stream, stop) => stream.WriteAsync(AnswerTo(request, answers.Peek()), stop).AsTask());
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: rules);
        using var direct = new RawClient(origin.Port);
        using var through = new RawClient(gateway.Port);

        for (var i = 0; i < 1000; i++)
        {
            var request = Generated.Request(random);
            answers.Clear();
            answers.Enqueue(Generated.Answer(random));
            origin.Requests.Clear();
            var expected = await AskAsync(direct, request);
            var actual = await AskAsync(through, request);

            AssertSame(origin.Requests[0], origin.Requests[1], request);
            AssertSame(expected, actual, answers.Peek());
        }
    }

    private static ReadOnlyMemory<byte> AnswerTo(RawRequest request, byte[] answer) =>
        request.StartLine.StartsWith("HEAD ", StringComparison.Ordinal) ? answer.AsMemory(0, answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4) : answer;

    private static async Task<RawRequest> AskAsync(RawClient client, byte[] request)
    {
        await client.Stream.WriteAsync(request, RawClient.Soon);
        return await client.AnswerAsync(head: request.AsSpan().StartsWith("HEAD "u8)) ?? throw new IOException("no answer");
    }

    private static void AssertSame(RawRequest expected, RawRequest actual, byte[] sent)
    {
        var about = Encoding.Latin1.GetString(sent);
        Assert.True(expected.StartLine == actual.StartLine, $"{actual.StartLine} of:\n{about}");
        Assert.True(expected.Body.AsSpan().SequenceEqual(actual.Body), about);
        Assert.True(Fields(expected).SequenceEqual(Fields(actual)), $"{string.Join('\n', Fields(expected))}\n--- became ---\n{string.Join('\n', Fields(actual))}");
        // A length stays; where there was none, an empty body may get one.
        Assert.Equal(expected["Content-Length"] ?? (actual["Content-Length"] is "0" ? "0" : null), actual["Content-Length"]);
    }

    /// <summary>Names in lower case and sorted, the values of one name in order and joined as RFC 9110, section 5.3 lets any proxy join them.</summary>
    private static IEnumerable<string> Fields(RawRequest message) =>
        message.Headers.Where(h => !Owned.Contains(h.Name))
            .GroupBy(h => h.Name.ToLowerInvariant(), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(h => h.Value)).Trim()}");

    private static class Generated
    {
        private const string TargetCharacters = "abcXYZ019-._~!$&'()*+,;=:@/?%20%2F%00%zz|{}[]\\^`\"<>";
        private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "x-odd!"];
        private static readonly string[] Names = ["Accept", "accept-language", "COOKIE", "User-Agent", "X-Custom", "x_under.score", "Referer", "Authorization", "If-None-Match", "If-Modified-Since", "Range", "Origin", "Upgrade-Insecure-Requests", "Content-Type", "Content-Language", "Cache-Control", "From", "Via", "Warning", "Max-Forwards", "Pragma", "DNT", "Sec-Fetch-Mode"];
        private static readonly string[] AnswerNames = ["Server", "Content-Type", "Set-Cookie", "Cache-Control", "ETag", "Last-Modified", "Expires", "Vary", "Location", "X-Custom", "WWW-Authenticate", "Content-Language", "Content-Disposition", "Link", "x_under", "Strict-Transport-Security", "Age", "Accept-Ranges", "Retry-After", "Allow", "Via"];
        private static readonly int[] Statuses = [200, 200, 200, 201, 202, 203, 204, 206, 207, 299, 301, 302, 304, 307, 400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 501, 502, 503, 599];
        private static readonly string[] Phrases = ["OK", "Fine", "It's a teapot, really"];

        public static byte[] Request(Random random)
        {
            var method = Pick(random, Methods);
            var head = new StringBuilder($"{method} /{Target(random)} HTTP/1.1\r\nHost: shop.example:8080\r\n");
            Headers(random, head, Names);
            return Complete(random, head, withBody: method is not ("GET" or "HEAD" or "TRACE") && random.Next(3) > 0);
        }

        public static byte[] Answer(Random random)
        {
            var status = Pick(random, Statuses);
            var head = new StringBuilder($"HTTP/1.1 {status} {Pick(random, Phrases)}\r\nDate: Fri, 07 Jun 2024 00:00:00 GMT\r\n");
            Headers(random, head, AnswerNames);
            if (random.Next(4) == 0) head.Append("Content-Type: text/html\r\n");
            return status is 204 or 304 ? Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()) : Complete(random, head, withBody: true);
        }

        private static byte[] Complete(Random random, StringBuilder head, bool withBody)
        {
            if (!withBody) return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());

            var body = new byte[random.Next(4) switch { 0 => 0, 1 => random.Next(20), 2 => random.Next(3000), _ => random.Next(20_000) }];
            random.NextBytes(body);
            if (random.Next(2) == 0)
            {
                head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
                return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
            }

            var message = new MemoryStream();
            message.Write(Encoding.Latin1.GetBytes(head.Append("Transfer-Encoding: chunked\r\n\r\n").ToString()));
            for (var at = 0; at < body.Length;)
            {
                var size = Math.Min(body.Length - at, 1 + random.Next(5000));
                message.Write(Encoding.ASCII.GetBytes($"{size:x}\r\n"));
                message.Write(body, at, size);
                message.Write("\r\n"u8);
                at += size;
            }

            message.Write("0\r\n\r\n"u8);
            return message.ToArray();
        }

        private static string Target(Random random)
        {
            var target = new StringBuilder();
            for (var i = random.Next(60); i > 0; i--) target.Append(TargetCharacters[random.Next(TargetCharacters.Length)]);
            // A null in the path is refused.
            return target.ToString().Replace("%00", "%20", StringComparison.Ordinal);
        }

        private static void Headers(Random random, StringBuilder head, string[] names)
        {
            foreach (var name in names.OrderBy(_ => random.Next()).Take(random.Next(8)))
            {
                // These may stand once only, or are joined in another way.
                var single = !name.StartsWith("X", StringComparison.OrdinalIgnoreCase) && name is not ("Set-Cookie" or "Accept" or "Via" or "Link" or "Vary");
                for (var i = single ? 1 : 1 + random.Next(3); i > 0; i--) head.Append(name).Append(": ").Append(Value(random)).Append("\r\n");
            }
        }

        private static string Value(Random random)
        {
            var value = new StringBuilder();
            for (var i = random.Next(40); i > 0; i--)
            {
                var c = (char)random.Next(0x20, 0x100);
                value.Append(c == 0x7F ? ' ' : c);
            }

            return value.ToString().Trim(' ');
        }

        private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
    }
}
