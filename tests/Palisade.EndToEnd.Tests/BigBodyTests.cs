using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palisade.EndToEnd.Tests.Processes;
using Palisade.EndToEnd.Tests.Servers;
using Xunit.Abstractions;

namespace Palisade.EndToEnd.Tests;

/// <summary>Bodies flow through; their length does not show in memory. PALISADE_BIG_BYTES says how long (default 256 MiB).</summary>
public sealed class BigBodyTests(ITestOutputHelper output)
{
    private const long MiB = 1024 * 1024;
    private const long MostGrowth = 64 * MiB;
    private const int PieceLength = 64 * 1024;

    private static readonly long Length =
        long.TryParse(Environment.GetEnvironmentVariable("PALISADE_BIG_BYTES"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 256 * MiB;

    [Fact]
    public async Task A_long_download_does_not_grow_memory()
    {
        await using var origin = await Origin.StartAsync(AnswerAsync);
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url);
        using var client = await WarmAsync(gateway);

        await NotGrowingAsync(gateway, async () =>
        {
            using var answer = await client.GetAsync(new Uri($"/download?length={Length}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            await using var body = await answer.Content.ReadAsStreamAsync();
            Assert.Equal(Length, await LengthOfAsync(body));
        });
    }

    [Fact]
    public async Task A_long_upload_does_not_grow_memory()
    {
        await using var origin = await Origin.StartAsync(AnswerAsync);
        await using var gateway = await Gateway.StartAsync("--origin", origin.Url);
        using var client = await WarmAsync(gateway);

        await NotGrowingAsync(gateway, async () => Assert.Equal(Length, await UploadAsync(client, Length)));
    }

    // Up to the limit of what is inspected, bodies are held; that much is used once before growth is measured.
    private static async Task<HttpClient> WarmAsync(Gateway gateway)
    {
        var client = new HttpClient { BaseAddress = gateway.Url, Timeout = TimeSpan.FromMinutes(5) };
        Assert.Equal(16 * MiB, await UploadAsync(client, 16 * MiB));
        Assert.Equal(16 * MiB, (await client.GetByteArrayAsync(new Uri($"/download?length={16 * MiB}", UriKind.Relative))).Length);
        return client;
    }

    private async Task NotGrowingAsync(Gateway gateway, Func<Task> flow)
    {
        var (before, most) = (gateway.Resident, 0L);
        using var stop = new CancellationTokenSource();
        var sampling = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            for (; !stop.IsCancellationRequested; await timer.WaitForNextTickAsync()) most = Math.Max(most, gateway.Resident);
        });
        await flow();
        await stop.CancelAsync();
        await sampling;
        output.WriteLine($"{Length / MiB} MiB: resident {before / MiB} MiB before, at most {most / MiB} MiB");
        Assert.InRange(most - before, long.MinValue, MostGrowth);
    }

    private static async Task<long> UploadAsync(HttpClient client, long length)
    {
        using var content = new Pieces(length);
        content.Headers.ContentType = new("application/octet-stream");
        using var answer = await client.PostAsync(new Uri("/upload", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        return long.Parse(await answer.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/upload")
        {
            await context.Response.WriteAsync((await LengthOfAsync(context.Request.Body)).ToString(CultureInfo.InvariantCulture));
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = long.Parse(context.Request.Query["length"]!, CultureInfo.InvariantCulture);
        await WriteAsync(context.Response.Body, context.Response.ContentLength.Value);
    }

    private static async Task WriteAsync(Stream to, long length)
    {
        var piece = new byte[PieceLength];
        Random.Shared.NextBytes(piece);
        for (var left = length; left > 0; left -= PieceLength) await to.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, PieceLength)));
    }

    private static async Task<long> LengthOfAsync(Stream body)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        var length = 0L;
        while (await body.ReadAsync(piece) is > 0 and var read) length += read;
        ArrayPool<byte>.Shared.Return(piece);
        return length;
    }

    /// <summary>A body that is made while it is sent.</summary>
    private sealed class Pieces(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => WriteAsync(stream, length);

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
