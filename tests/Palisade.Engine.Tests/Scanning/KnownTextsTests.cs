using System.Text;
using Palisade.Engine.Programs;

namespace Palisade.Engine.Tests.Scanning;

/// <summary>What is remembered of values that requests repeat, and what those cannot do to it that send others.</summary>
public sealed class KnownTextsTests
{
    private const int Source = 7;

    private const int Words = 4;

    private readonly KnownTexts _known = new(KnownTexts.MostTexts, KnownTexts.LongestText, Words);

    [Fact]
    public void A_value_is_kept_when_it_is_seen_twice_running()
    {
        Assert.Null(See("a"));
        var kept = See("a");
        Assert.NotNull(kept);
        Assert.Same(kept, See("a"));
        Assert.Null(_known.Find(Source + 1, default, "a"u8, out _));
        Assert.Null(_known.Find(Source, default, "b"u8, out _));
    }

    [Fact]
    public void Values_that_every_request_has_are_all_kept()
    {
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => $"x{i}")];
        foreach (var text in texts.Concat(texts)) _ = See(text);
        Assert.All(texts, text => Assert.NotNull(_known.Find(Source, default, Encoding.ASCII.GetBytes(text), out _)));
    }

    [Fact]
    public void Long_values_are_not_kept()
    {
        Assert.NotNull(Keep(new string('a', KnownTexts.LongestText)));
        Assert.Null(Keep(new string('a', KnownTexts.LongestText + 1)));
    }

    [Fact]
    public void What_scanners_and_rules_said_is_given_back()
    {
        var kept = Keep("a")!;
        Assert.False(kept.IsKnownTo(0));
        kept.Learn(0, 0, [0b110, 1UL << 63]);
        kept.Learn(2, 3, [0]);
        kept.Refute(1);
        kept.Refute(127);
        kept.Refute(129);
        Assert.True(kept.IsKnownTo(0));
        Assert.True(kept.IsKnownTo(2));
        Assert.Equal([0b100UL, 0], kept.Found((0, 2)).ToArray());
        Assert.Equal([0UL], kept.Found((3, 1)).ToArray());
        Assert.False(kept.IsKnownTo(1));
    }

    [Fact]
    public void Values_that_never_come_again_cost_no_memory_and_drive_out_nothing()
    {
        var kept = Keep("User-Agent")!;
        for (var i = 0; i < 8; i++) _ = kept.IsKnownTo(0);
        var values = Enumerable.Range(0, 20_000).Select(i => Encoding.ASCII.GetBytes($"x{i}")).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in values)
        {
            Assert.Null(_known.Find(Source, default, value, out var hash));
            _ = _known.Keep(Source, default, value, hash);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
        Assert.Same(kept, _known.Find(Source, default, "User-Agent"u8, out _));
    }

    [Fact]
    public void However_many_come_twice_only_so_many_are_kept()
    {
        var kept = Enumerable.Range(0, 4 * KnownTexts.MostTexts).Select(i => (Text: $"x{i}", Known: Keep($"x{i}"))).Where(k => k.Known is not null).ToArray();
        var found = kept.Count(k => _known.Find(Source, default, Encoding.ASCII.GetBytes(k.Text), out _) == k.Known);
        Assert.InRange(found, 1, KnownTexts.MostTexts);
    }

    [Fact]
    public void What_is_used_outlasts_what_comes_twice_meanwhile()
    {
        var kept = Keep("Accept")!;
        for (var i = 0; i < 50_000; i++)
        {
            _ = Keep($"x{i}");
            if (i % 50 == 0) Assert.Same(kept, Used("Accept"));
        }
    }

    private KnownText? Used(string text)
    {
        var known = _known.Find(Source, default, Encoding.ASCII.GetBytes(text), out _);
        _ = known?.IsKnownTo(0);
        return known;
    }

    private KnownText? Keep(string text)
    {
        _ = See(text);
        return See(text);
    }

    private KnownText? See(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return _known.Find(Source, default, bytes, out var hash) ?? _known.Keep(Source, default, bytes, hash);
    }
}
