using System.Globalization;
using Palisade.Gateway.Tests.Servers;

namespace Palisade.Gateway.Tests.Proxy;

/// <summary>
/// Bodies far larger than memory may grow. <c>PALISADE_TRANSFER_MIB</c> says how large, in MiB; 256 when it says nothing,
/// 2048 for the figure that is promised.
/// </summary>
[Trait("Category", "Long")]
[Collection(Alone)]
public sealed class LongTransferTests
{
    private const string Alone = "the memory of the process is looked at";
    private const long Mebi = 1024 * 1024;
    private const long MayGrow = 64 * Mebi;
    private const string Rules = "SecRequestBodyAccess On\nSecRequestBodyLimit 131072\nSecRequestBodyLimitAction ProcessPartial\nSecResponseBodyAccess On\nSecResponseBodyMimeType text/plain\nSecResponseBodyLimit 524288\nSecResponseBodyLimitAction ProcessPartial\n";

    private static long Size => Mebi * int.Parse(Environment.GetEnvironmentVariable("PALISADE_TRANSFER_MIB") ?? "256", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_upload_passes_in_bounded_memory()
    {
        long received = 0;
        await using var origin = await KestrelOrigin.StartAsync(async http =>
        {
            var buffer = new byte[64 * 1024];
            while (await http.Request.Body.ReadAsync(buffer) is > 0 and var length) received += length;
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        using var watch = new MemoryWatch();

        using var content = new StreamContent(new Zeros(Size));
        using var answer = await client.PostAsync(new Uri(gateway.Url), content);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(Size, received);
        Assert.InRange(watch.Grown, 0, MayGrow);
    }

    [Fact]
    public async Task A_download_passes_in_bounded_memory()
    {
        await using var origin = await KestrelOrigin.StartAsync(async http =>
        {
            http.Response.ContentType = "text/plain";
            await new Zeros(Size).CopyToAsync(http.Response.Body, 64 * 1024);
        });
        await using var gateway = await TestGateway.StartAsync(origin.Url, rules: Rules);
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        using var watch = new MemoryWatch();

        await using var stream = await client.GetStreamAsync(new Uri(gateway.Url));
        var buffer = new byte[64 * 1024];
        long received = 0;
        while (await stream.ReadAsync(buffer) is > 0 and var length) received += length;

        Assert.Equal(Size, received);
        Assert.InRange(watch.Grown, 0, MayGrow);
    }

    /// <summary>What other tests take at the same time would count.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneDefinition;

    /// <summary>Looks at the memory of the process ten times a second: client, gateway and origin together.</summary>
    private sealed class MemoryWatch : IDisposable
    {
        private readonly long _before = Collected();
        private readonly ITimer _timer;
        private long _most;

        public MemoryWatch() => _timer = TimeProvider.System.CreateTimer(_ => _most = Math.Max(_most, Environment.WorkingSet), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

        public long Grown => Math.Max(0, _most - _before);

        public void Dispose() => _timer.Dispose();

        private static long Collected()
        {
            GC.Collect();
            return Environment.WorkingSet;
        }
    }

    private sealed class Zeros(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, _left);
            _left -= taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
