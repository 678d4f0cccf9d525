using System.Net;
using System.Net.Sockets;
using System.Text;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Tests.Transport;

public sealed class RawClientTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef", 200, "abc", true)]
    [InlineData("HTTP/1.1 403\r\nContent-Length: 0\r\n\r\n", 403, "", true)]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 1\n\na", 200, "a", true)]
    [InlineData("HTTP/1.0 500 Oh no\r\n\r\nto the end", 500, "to the end", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\nTrailer: 1\r\n\r\n", 200, "abc", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", 200, "a", true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 1\r\n\r\nx", 201, "x", true)]
    [InlineData("HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\n", 204, "", true)]
    [InlineData("HTTP/1.1 304 Same\r\nContent-Length: 5\r\n\r\n", 304, "", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", 200, "short", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 200, "", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", 200, "ab", false)]
    public async Task An_answer_is_read_as_it_is_framed(string answer, int status, string body, bool complete)
    {
        await using var server = new ScriptedServer(answer);
        var exchange = await SendAsync(server.Destination);
        Assert.Null(exchange.Problem);
        Assert.Equal((status, body, complete), (exchange.Response!.Status, exchange.Response.Body, exchange.Response.Complete));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("CONNECT")]
    public async Task Some_methods_have_answers_without_a_body(string method)
    {
        await using var server = new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
        var exchange = await Client().SendAsync(server.Destination, "HEAD / HTTP/1.1\r\n\r\n"u8.ToArray(), method, false, default);
        Assert.Equal((200, ""), (exchange.Response!.Status, exchange.Response.Body));
    }

    [Theory]
    [InlineData("", "the connection was closed without an answer")]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n", "the connection was closed within the head")]
    [InlineData("<html>no HTTP</html>", "not an HTTP answer: '<html>no HTTP</html>'")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n", "not an HTTP answer: 'HTTP/1.1 20 OK'")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "not a header line: 'no colon'")]
    public async Task What_is_no_answer_is_a_problem(string answer, string problem)
    {
        await using var server = new ScriptedServer(answer);
        var exchange = await SendAsync(server.Destination);
        Assert.Null(exchange.Response);
        Assert.Equal(problem, exchange.Problem);
        Assert.True(exchange.Connected);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_limit()
    {
        await using var server = new ScriptedServer((_, _) => null);
        var client = new RawClient(TimeProvider.System, new() { Answer = TimeSpan.FromMilliseconds(100) });
        var exchange = await client.SendAsync(server.Destination, "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), "GET", false, default);
        Assert.Equal("no answer within 0.1 s", exchange.Problem);
    }

    [Fact]
    public async Task Nobody_listening_is_a_problem_without_a_connection()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and not listening: refused, and nobody else takes the port
        var exchange = await SendAsync(new("127.0.0.1", ((IPEndPoint)taken.LocalEndPoint!).Port, false));
        Assert.False(exchange.Connected);
        Assert.StartsWith("cannot connect to http://127.0.0.1:", exchange.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_a_problem_for_https()
    {
        await using var server = new ScriptedServer("HTTP/1.1 200 OK\r\n\r\n");
        var client = new RawClient(TimeProvider.System, new() { Connect = TimeSpan.FromSeconds(1) });
        var exchange = await client.SendAsync(server.Destination with { Tls = true }, "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), "GET", false, default);
        Assert.StartsWith("cannot connect to https://127.0.0.1:", exchange.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_arrive_as_they_were_given_and_the_client_is_known()
    {
        var seen = ("", 0);
        await using var server = new ScriptedServer((request, port) =>
        {
            seen = (request, port);
            return "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie:  b=2 \r\nContent-Length: 0\r\n\r\n";
        });
        var exchange = await Client().SendAsync(server.Destination, Encoding.Latin1.GetBytes("\t\u00ff junk\r\n\r\n"), "", awaitClose: true, default);
        Assert.Equal("\t\u00ff junk\r\n\r\n", seen.Item1);
        Assert.Equal(seen.Item2, exchange.Client!.Port);
        Assert.Equal(["a=1", "b=2"], exchange.Response!.Values("SET-COOKIE"));
    }

    [Fact]
    public async Task Waiting_for_the_close_lets_the_server_finish_what_it_does_behind_its_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var finished = false;
        var server = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            var buffer = new byte[100];
            Assert.NotEqual(0, await stream.ReadAsync(buffer));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            while (await stream.ReadAsync(buffer) > 0)
            {
            }

            await Task.Delay(50);
            Volatile.Write(ref finished, true);
        });
        var destination = new Destination("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, false);
        await Client().SendAsync(destination, "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), "GET", awaitClose: true, default);
        Assert.True(Volatile.Read(ref finished));
        await server;
    }

    [Fact]
    public async Task Every_cut_and_many_mutations_of_an_answer_give_an_exchange()
    {
        const string answer = "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        var random = new Random(3);
        var scripts = Enumerable.Range(0, answer.Length).Select(cut => answer[..cut]).ToList();
        for (var i = 0; i < 100; i++)
        {
            var mutated = new StringBuilder(answer);
            for (var change = 0; change < 3; change++) mutated[random.Next(mutated.Length)] = (char)random.Next(256);
            scripts.Add(mutated.ToString());
        }

        var next = -1;
        await using var server = new ScriptedServer((_, _) => scripts[Interlocked.Increment(ref next)]);
        foreach (var _ in scripts)
        {
            var exchange = await SendAsync(server.Destination);
            Assert.True(exchange.Response is null != exchange.Problem is null);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1", 8080, false)]
    [InlineData("https://waf.example/x", "waf.example", 443, true)]
    [InlineData("http://[::1]:81", "::1", 81, false)]
    public void A_destination_is_read_from_a_URL(string url, string host, int port, bool tls) =>
        Assert.Equal(new Destination(host, port, tls), Destination.FromUrl(url));

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("127.0.0.1:80")]
    [InlineData("")]
    public void What_is_no_URL_of_HTTP_is_no_destination(string url) => Assert.Null(Destination.FromUrl(url));

    private static RawClient Client() => new(TimeProvider.System, new());

    private static Task<Exchange> SendAsync(Destination destination) =>
        Client().SendAsync(destination, "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), "GET", false, default);
}
