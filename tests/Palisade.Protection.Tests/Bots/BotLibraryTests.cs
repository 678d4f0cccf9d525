using Palisade.Protection.Bots;

namespace Palisade.Protection.Tests.Bots;

public sealed class BotLibraryTests
{
    [Fact]
    public void The_built_in_definitions_are_good_and_many()
    {
        var (bots, faults) = BotLibrary.BuiltIn();

        Assert.Empty(faults);
        Assert.True(bots.Count >= 250, $"{bots.Count} bots");
        Assert.Equal(Enum.GetValues<BotCategory>().Except([BotCategory.FalseBrowser, BotCategory.Unnamed]), bots.Select(b => b.Category).Distinct().Order());
        Assert.All(bots.Where(b => b.Class is BotClass.Good), b => Assert.True(b.CanBeVerified && b.About.StartsWith("https://", StringComparison.Ordinal), b.Name));
    }

    [Fact]
    public void Every_token_of_the_built_in_definitions_finds_its_bot()
    {
        var (bots, _) = BotLibrary.BuiltIn();
        var catalog = new BotCatalog(bots);

        var lost = from bot in bots from token in bot.Tokens where catalog.Find(System.Text.Encoding.Latin1.GetBytes(token.Text), [])?.Bot != bot select $"{bot.Name}: {token.Text}";

        // What was found is kept from the second time on, and each place for it has several tokens that want it.
        for (var turn = 0; turn < 3; turn++) Assert.Empty(lost);
        var agent = System.Text.Encoding.Latin1.GetBytes(bots[0].Tokens[0].Text);
        for (var turn = 0; turn < 4; turn++) Assert.Same(bots[0], catalog.Find(agent, [])?.Bot);
    }

    [Fact]
    public void A_folder_replaces_definitions_of_the_same_name_and_adds_others()
    {
        using var folder = new BotFolder();
        folder.Write("own.yaml", """
            category: monitoring
            bots:
              - {name: UptimeRobot, class: good, user_agent: [UptimeRobot], verify: {ranges: [192.0.2.0/24]}}
              - {name: Ours, class: malicious, user_agent: [OurOwnBot]}
            """);

        var (catalog, faults) = BotLibrary.Load(folder.Path);

        Assert.Empty(faults);
        Assert.Equal(BotClass.Good, Assert.Single(catalog!.Claims, c => c.Bot.Name == "UptimeRobot").Bot.Class);
        Assert.Equal("Ours", catalog.Find("x OurOwnBot/1"u8, [])?.Bot.Name);
    }

    [Fact]
    public void A_faulty_file_gives_no_catalog_and_every_fault_with_its_place()
    {
        using var folder = new BotFolder();
        folder.Write("bad.yaml", "category: monitoring\nbots:\n  - {name: A, class: none, user_agent: [ab]}\n  - {name: B, class: fine, user_agent: [abcd]}\n");

        var (catalog, faults) = BotLibrary.Load(folder.Path);

        Assert.Null(catalog);
        Assert.Equal([3, 3, 4, 4], faults.Select(f => f.At.Line));
        Assert.All(faults, f => Assert.EndsWith("bad.yaml", f.At.File, StringComparison.Ordinal));
    }

    /// <summary>A folder that is gone afterwards.</summary>
    private sealed class BotFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("palisade-bots").FullName;

        public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
