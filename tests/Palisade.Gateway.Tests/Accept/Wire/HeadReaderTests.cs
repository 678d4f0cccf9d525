using System.Buffers;
using System.Text;
using Palisade.Gateway.Accept.Wire;
using Palisade.Gateway.Filter;

namespace Palisade.Gateway.Tests.Accept.Wire;

public sealed class HeadReaderTests
{
    [Theory]
    [InlineData("GET /a?b HTTP/1.1\r\n\r\n", "GET", "/a?b", "HTTP/1.1")]
    [InlineData("\r\nGET /a?b HTTP/1.1\r\n\r\n", "GET", "/a?b", "HTTP/1.1")]
    [InlineData("  GET /a HTTP/1.1\n\n", "GET", "/a", "HTTP/1.1")]
    [InlineData("GET /a b c HTTP/1.1\r\n\r\n", "GET", "/a b c", "HTTP/1.1")]
    [InlineData("GET\t/a\tJUNK\r\n\r\n", "GET", "/a", "JUNK")]
    [InlineData("GET /\r\n\r\n", "GET", "/", "HTTP/0.9")]
    [InlineData("GET / \r\n\r\n", "GET", "/", "HTTP/0.9")]
    [InlineData("GET\r\n\r\n", "GET", "", "HTTP/0.9")]
    [InlineData("GET", "GET", "", "HTTP/0.9")]
    [InlineData("", "", "", "HTTP/0.9")]
    public void The_request_line_is_read_whatever_it_looks_like(string text, string method, string target, string protocol)
    {
        using var head = Read(text);

        Assert.Equal((method, target, protocol), (Text(head.Method), Text(head.Target), Text(head.Protocol)));
    }

    [Fact]
    public void Headers_keep_their_order_their_case_and_their_oddities()
    {
        using var head = Read("GET / HTTP/1.1\r\nb: 1\r\nA:  2 \t\r\nB:3\r\nX Y : 4\r\nno colon\r\nF: a\r\n\t b \r\nC: x\ry\r\n\r\nrest");

        Assert.Equal(["b=1", "A=2", "B=3", "X Y =4", "no colon=", "F=a b", "C=x\ry"], head.Headers.Select(h => $"{Text(h.Name)}={Text(h.Value)}"));
        Assert.Equal(HeadOddities.NoColon | HeadOddities.Folded, head.Oddities);
    }

    [Fact]
    public void Every_cut_and_random_bytes_are_read_and_judged_without_a_throw()
    {
        const string sample = "\r\n GET  http://u:p@[::1]:8/x y%00#\u00e9 HTTP/1.1\r\nHost: [::\r\nContent-Length: 1, 2\r\nTransfer-Encoding: gzip,,chunked\r\n fold\r\n: x\r\nX\0: \u0001\r\n\r\n";
        var random = new Random(3);
        for (var cut = 0; cut <= sample.Length; cut++) Judge(Encoding.Latin1.GetBytes(sample[..cut]));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.Latin1.GetBytes(sample);
            for (var changes = random.Next(6); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Judge(bytes);
            var noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            Judge(noise);
        }
    }

    [Fact]
    public void The_end_of_a_head_is_found_in_any_cut_of_it()
    {
        foreach (var text in new[] { "GET / HTTP/1.1\r\nA: b\r\n\r\n", "\r\n\nGET /\n\n", "X\r\n\n", "\r\r\n\r\n", "a\n\r\n" })
        {
            var bytes = Encoding.Latin1.GetBytes(text + "following bytes\r\n\r\n");
            for (var cut = 1; cut < text.Length; cut++)
            {
                var search = default(HeadSearch);
                Assert.Equal(0, search.Find(new ReadOnlySequence<byte>(bytes, 0, cut)));
                Assert.Equal(text.Length, search.Find(new ReadOnlySequence<byte>(bytes)));
            }
        }
    }

    [Fact]
    public void A_chunked_body_is_followed_in_any_cut_of_it()
    {
        var body = Encoding.Latin1.GetBytes("3\r\nabc\r\n00A;x=\"1\"\r\n0123456\r\n9\r\n0\r\nTrailer: 0\r\n\r\n");
        byte[] bytes = [.. body, .. "GET / HTTP/1.1"u8];
        for (var cut = 0; cut < body.Length; cut++)
        {
            var tracker = default(ChunkTracker);
            Assert.False(tracker.Take(bytes.AsSpan(0, cut), out var first));
            Assert.Equal(cut, first);
            Assert.True(tracker.Take(bytes.AsSpan(cut), out var second));
            Assert.Equal(body.Length, cut + second);
        }
    }

    private static void Judge(byte[] bytes)
    {
        using var head = Read(bytes);
        HeadJudge.Judge(head);
    }

    private static RawHead Read(string text) => Read(Encoding.Latin1.GetBytes(text));

    private static RawHead Read(byte[] bytes)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(pooled, 0);
        var head = new RawHead(pooled, bytes.Length, DateTimeOffset.UnixEpoch, 0);
        HeadReader.Read(head);
        return head;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
