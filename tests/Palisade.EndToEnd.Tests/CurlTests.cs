using System.Text;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;

namespace Palisade.EndToEnd.Tests;

/// <summary>curl cannot tell the gateway from the application behind it: same status, same headers, same bytes, both ways.</summary>
public sealed class CurlTests(CurlTests.Pair pair) : IClassFixture<CurlTests.Pair>
{
    [TheoryNeeds("curl")]
    [InlineData("/", "")]
    [InlineData("/bytes", "")]
    [InlineData("/bytes", "--head")]
    [InlineData("/none", "")]
    [InlineData("/packed", "")]
    [InlineData("/packed", "--compressed")]
    [InlineData("/a%20path;with=odd/%7Eparts/.?q=%C3%A4&q=+&empty=", "--path-as-is")]
    [InlineData("/form", "--data-urlencode name=value --data-urlencode text=Grüße")]
    [InlineData("/form", "--data-binary @FORM -H Content-Type:multipart/form-data;boundary=b")]
    [InlineData("/upload", "--data-binary @FILE -H Content-Type:application/octet-stream")]
    [InlineData("/upload", "--data-binary @FILE -H Content-Type:application/octet-stream -H Transfer-Encoding:chunked")]
    [InlineData("/upload", "--upload-file FILE -H Expect:100-continue")]
    [InlineData("/upload", "-X DELETE")]
    [InlineData("/", "-H X-Same:1 -H X-Same:2 -H X-Empty; -b session=abc")]
    public async Task Over_http_1_1(string path, string options) => await CompareAsync(path, ["--http1.1", .. Words(options)], pair.Origin.Url, pair.Gateway.Url.ToString().TrimEnd('/'));

    [TheoryNeeds("curl")]
    [InlineData("/", "")]
    [InlineData("/bytes", "")]
    [InlineData("/bytes", "--head")]
    [InlineData("/packed", "--compressed")]
    [InlineData("/upload", "--data-binary @FILE -H Content-Type:application/octet-stream")]
    public async Task Over_http_2_without_tls(string path, string options) => await CompareAsync(path, ["--http2-prior-knowledge", .. Words(options)], $"http://{pair.Origin.Http2}", pair.Gateway.Url.ToString().TrimEnd('/'));

    private async Task CompareAsync(string path, string[] options, string direct, string guarded)
    {
        var expected = await CurlAsync(direct + path, options);
        var actual = await CurlAsync(guarded + path, options);

        Assert.Equal(0, expected.ExitCode);
        Assert.Equal("", actual.Error);
        Assert.Equal(Head(expected), Head(actual));
        Assert.True(expected.Output.AsSpan(BodyAt(expected)).SequenceEqual(actual.Output.AsSpan(BodyAt(actual))), $"expected:\n{Start(expected)}\nactual:\n{Start(actual)}");
    }

    private static Task<Finished> CurlAsync(string url, string[] options) =>
        Command.RunAsync("curl", ["--silent", "--show-error", "--include", "--max-time", "30", "-H", "Host: shop.example", .. options, url]);

    private string[] Words(string options) => [.. options.Replace("FILE", pair.File, StringComparison.Ordinal).Replace("FORM", pair.Form, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    // Interim answers (100) are the hop's own affair; so are dates and framing.
    private static string[] Head(Finished answer)
    {
        var head = Encoding.Latin1.GetString(answer.Output, 0, BodyAt(answer)).TrimEnd();
        var last = head.LastIndexOf("\r\n\r\n", StringComparison.Ordinal);
        return [.. head[(last < 0 ? 0 : last + 4)..].Split("\r\n").Select((line, i) => i is 0 ? line.Split(' ')[1] : line)
            .Where(line => !OfTheHop.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal)];
    }

    private static readonly string[] OfTheHop = ["date:", "connection:", "transfer-encoding:", "keep-alive:"];

    private static int BodyAt(Finished answer)
    {
        var at = 0;
        do
        {
            var end = answer.Output.AsSpan(at).IndexOf("\r\n\r\n"u8);
            Assert.True(end >= 0, answer.ToString());
            at += end + 4;
        }
        while (answer.Output.AsSpan(at).StartsWith("HTTP/"u8));
        return at;
    }

    private static string Start(Finished answer) => answer.Text[..Math.Min(2000, answer.Text.Length)];

    /// <summary>An application, the gateway before it, and a file of 3 MiB to send.</summary>
    public sealed class Pair : IAsyncLifetime, IDisposable
    {
        private readonly ScratchFolder _folder = new();

        internal Origin Origin { get; private set; } = null!;

        internal Gateway Gateway { get; private set; } = null!;

        internal string File { get; private set; } = "";

        internal string Form { get; private set; } = "";

        public async Task InitializeAsync()
        {
            File = Path.Combine(_folder.Path, "upload.bin");
            await System.IO.File.WriteAllBytesAsync(File, [.. Enumerable.Range(0, 12).SelectMany(_ => EchoOrigin.Bytes)]);
            // curl's own would have another boundary each time.
            Form = _folder.Write("form.txt", "--b\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nvalue\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nA text\nof two lines\r\n--b--\r\n");
            Origin = await EchoOrigin.StartAsync();
            Gateway = await Gateway.StartAsync("--origin", Origin.Url);
        }

        public async Task DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Origin.DisposeAsync();
        }

        public void Dispose() => _folder.Dispose();
    }
}
