using System.Text;
using Palisade.Cli.Explain;

namespace Palisade.Cli.Tests.Explain;

public sealed class RawMessageTests
{
    private const string Post = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-Folded: one\r\n  two\r\nContent-Length: 7\r\n\r\nd=e&f=g";

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void A_message_is_read_with_either_line_end(string end)
    {
        var message = Read(Post.Replace("\r\n", end, StringComparison.Ordinal))!;

        Assert.Equal("POST /a?b=c HTTP/1.1", RawMessage.Latin1(message.FirstLine));
        Assert.Equal(["Host=x", "X-Folded=one two", "Content-Length=7"], message.Headers.Select(h => $"{RawMessage.Latin1(h.Name)}={RawMessage.Latin1(h.Value)}"));
        Assert.Equal("d=e&f=g", RawMessage.Latin1(message.Body));
        Assert.Empty(message.Notes);
    }

    [Fact]
    public void An_editors_last_line_end_is_not_body()
    {
        var message = Read(Post + "\n")!;

        Assert.Equal("d=e&f=g", RawMessage.Latin1(message.Body));
        Assert.Empty(message.Notes);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort", "short", "the body has 5 bytes, its Content-Length says 9")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nlong", "lo", "of 4 bytes of body, 2 are taken as its Content-Length says")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz", "zz", "the body is not chunked as its header says; it is taken as it is")]
    public void A_body_that_is_not_what_its_headers_say_is_noted(string text, string body, string note)
    {
        var message = Read(text)!;

        Assert.Equal(body, RawMessage.Latin1(message.Body));
        Assert.Equal([note], message.Notes);
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "hello")]
    [InlineData("5;name=value\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n", "hello world")]
    [InlineData("A\nhelloworld\n0\n\n", "helloworld")]
    [InlineData("0\r\n\r\n", "")]
    public void Chunks_are_put_together(string chunks, string body) =>
        Assert.Equal(body, RawMessage.Latin1(Read("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)!.Body));

    [Theory]
    [InlineData("5\r\nhell")]
    [InlineData("5\r\nhelloX\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("7FFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("x\r\n")]
    [InlineData("")]
    public void Chunks_that_are_wrong_are_refused(string chunks) => Assert.Null(ChunkedBody.Decode(Encoding.ASCII.GetBytes(chunks)));

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\n")]
    public void Nothing_is_no_message(string text) => Assert.Null(Read(text));

    [Fact]
    public void Every_cut_and_every_mutation_is_read_without_a_fault()
    {
        var whole = Encoding.Latin1.GetBytes(Post + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        for (var cut = 0; cut <= whole.Length; cut++) Read(whole[..cut]);
        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = whole.ToArray();
            for (var n = 0; n < 4; n++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (Read(bytes) is { } message) RequestText.Of(message, System.Net.IPAddress.Loopback, DateTimeOffset.UnixEpoch);
        }
    }

    private static RawMessage? Read(string text) => Read(Encoding.Latin1.GetBytes(text));

    private static RawMessage? Read(byte[] bytes) => RawMessage.Read(bytes);
}
