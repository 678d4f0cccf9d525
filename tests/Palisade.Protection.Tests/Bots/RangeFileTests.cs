using System.Net;
using Palisade.Protection.Bots;

namespace Palisade.Protection.Tests.Bots;

/// <summary>Published addresses as files, in the formats that their makers publish; the addresses here are those of documentation.</summary>
public sealed class RangeFileTests : IDisposable
{
    private const string Json = """
        {
          "creationTime": "2026-01-02T03:04:05.000000",
          "prefixes": [
            { "ipv6Prefix": "2001:db8:7::/48" },
            { "ipv4Prefix": "192.0.2.0/27", "service": "Crawler", "scope": "global" }
          ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-ranges").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Json)]
    [InlineData("\uFEFF" + Json)]
    [InlineData("{\"syncToken\":\"1\",\"prefixes\":[{\"ipv4Prefix\":\"192.0.2.0/27\"},{\"ipv6Prefix\":\"2001:db8:7::/48\"}]}")]
    [InlineData("# published\r\n192.0.2.0/27  # all\r\n\r\n2001:db8:7::/48\r\n")]
    public void The_formats_that_are_published_are_read(string text)
    {
        var bot = Loaded(text)!;

        Assert.Equal(2, bot.Ranges.Count);
        Assert.True(bot.InRange(IPAddress.Parse("192.0.2.9")) && bot.InRange(IPAddress.Parse("2001:db8:7::1")) && !bot.InRange(IPAddress.Parse("192.0.2.40")));
    }

    [Theory]
    [InlineData("{\"prefixes\": [\n  {\"ipv4Prefix\": \"192.0.2.0/33\"}]}", 2, 18)]
    [InlineData("{\"prefixes\": [\n{\"ipv4Prefix\": 7}]}", 2, 16)]
    [InlineData("{\"prefixes\": [{\"ipv4Prefix\": \"0.0.0.0/0\"}]}", 1, 30)]
    [InlineData("{\"prefixes\": [{\"ipv4Prefix\": \"192.0.2.0/27\"}", 1, 0)]
    [InlineData("{\"prefixes\": []}", 1, 1)]
    [InlineData("{\"other\": [{\"ipv4Prefix\": \"192.0.2.0/27\"}]}", 1, 1)]
    [InlineData("192.0.2.0/27\n<html>\n", 2, 1)]
    [InlineData("", 1, 1)]
    public void What_is_wrong_is_told_with_its_place_and_gives_no_catalog(string text, int line, int column)
    {
        Write(text);

        var (catalog, faults) = BotLibrary.Load(_folder);

        Assert.Null(catalog);
        var fault = Assert.Single(faults);
        Assert.Equal(("PR0312", line), (fault.Code, fault.At.Line));
        if (column > 0) Assert.Equal(column, fault.At.Column);
        Assert.EndsWith("crawler.json", fault.At.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault()
    {
        Write(Json);
        File.Delete(Path.Combine(_folder, "crawler.json"));

        Assert.Equal("PR0312", Assert.Single(BotLibrary.Load(_folder).Diagnostics).Code);
    }

    [Fact]
    public void Every_cut_and_random_bytes_are_read_or_refused()
    {
        var random = new Random(4);
        var bytes = System.Text.Encoding.UTF8.GetBytes(Json);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var faults = new List<SecLang.Diagnostic>();
            RangeFile.Read("a.json", bytes.AsSpan(0, cut), faults);
            Assert.NotEmpty(faults);
            var noisy = bytes.ToArray();
            for (var i = 0; i < 4; i++) noisy[random.Next(noisy.Length)] = (byte)random.Next(256);
            RangeFile.Read("a.json", noisy, faults);
        }
    }

    private BotDefinition? Loaded(string text)
    {
        Write(text);
        var (catalog, faults) = BotLibrary.Load(_folder);
        Assert.Empty(faults);
        return catalog!.Find("x OurCrawler/1"u8, [])?.Bot;
    }

    private void Write(string text)
    {
        File.WriteAllText(Path.Combine(_folder, "crawler.json"), text);
        File.WriteAllText(Path.Combine(_folder, "own.yaml"), "category: search_engine\nbots:\n  - {name: Ours, class: good, user_agent: [OurCrawler], verify: {ranges_file: crawler.json}}\n");
    }
}
