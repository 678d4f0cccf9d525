using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Gateway.Record.Probes;

namespace Palisade.Gateway.Tests.Probes;

public sealed class ProbeLogTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"palisade-probes-{Guid.NewGuid():N}", "probes.log");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_3001st_entry_takes_the_place_of_the_first(bool onDisk)
    {
        using (var log = Open(onDisk))
        {
            for (var i = 1; i <= 3001; i++) log.Add(Entry(i));
            Check(log);
        }

        if (!onDisk) return;
        using var again = Open(onDisk);
        Check(again);
        again.Add(Entry(3002));
        Assert.Equal((3000, 3002L, 3L), (again.Newest().Count, again.Newest()[0].Sequence, again.Newest()[^1].Sequence));
        Assert.InRange(new FileInfo(_file).Length, 1, 8 + (3000 * 2048));
    }

    [Fact]
    public void Every_cut_of_the_file_and_every_broken_byte_costs_only_what_was_hit()
    {
        using (var log = Open(true))
        {
            for (var i = 1; i <= 3; i++) log.Add(Entry(i));
        }

        var good = File.ReadAllBytes(_file);
        for (var cut = 0; cut < good.Length; cut += cut < 40 ? 1 : 97)
        {
            File.WriteAllBytes(_file, good[..cut]);
            using var log = Open(true);
            Assert.All(log.Newest(), e => Assert.Equal($"/{e.Sequence}", e.Url));
            log.Add(Entry(9));
        }

        for (var at = 0; at < good.Length; at += 61)
        {
            var bad = good.ToArray();
            bad[at] ^= 0x55;
            File.WriteAllBytes(_file, bad);
            using var log = Open(true);
            Assert.True(at < 8 || log.Newest().Count >= 2);
            Assert.All(log.Newest(), e => Assert.Equal($"/{e.Sequence}", e.Url));
        }
    }

    [Fact]
    public void Any_bytes_at_all_are_a_file_that_is_begun_anew_or_read()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            var bytes = new byte[random.Next(20_000)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length >= 8) "PALPROB1"u8.CopyTo(bytes);
            File.WriteAllBytes(_file, bytes);
            using var log = Open(true);
            Assert.Empty(log.Newest());
            log.Add(Entry(1));
            Assert.Single(log.Newest());
        }
    }

    [Fact]
    public void A_file_that_another_has_leaves_the_log_in_memory()
    {
        using var first = Open(true);
        first.Add(Entry(1));
        using var second = Open(true);
        second.Add(Entry(1));

        Assert.True(first.IsOnDisk);
        Assert.False(second.IsOnDisk);
        Assert.Single(second.Newest());
    }

    [Fact]
    public void An_entry_that_is_too_long_loses_what_is_long()
    {
        using (var log = Open(true)) log.Add(Entry(1) with { Reason = new string('x', 3000) });

        using var again = Open(true);
        Assert.Null(Assert.Single(again.Newest()).Reason);
    }

    public void Dispose()
    {
        if (Path.GetDirectoryName(_file) is { } folder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static void Check(ProbeLog log)
    {
        var all = log.Newest();
        Assert.Equal((3000, 3001L, 2L), (all.Count, all[0].Sequence, all[^1].Sequence));
        Assert.All(all, e => Assert.Equal($"/{e.Sequence}", e.Url));
    }

    private static ProbeEntry Entry(int number) => new() { Time = DateTimeOffset.UnixEpoch.AddSeconds(number), Tenant = "acme", Site = "shop", Url = $"/{number}", Host = "shop.example", Status = 200 };

    private ProbeLog Open(bool onDisk) => new(onDisk ? _file : null, NullLogger<ProbeLog>.Instance);
}
