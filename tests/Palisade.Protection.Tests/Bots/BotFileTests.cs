using Palisade.Protection.Bots;

namespace Palisade.Protection.Tests.Bots;

public sealed class BotFileTests
{
    private const string Good = """
        class: none
        category: monitoring
        bots:
          - name: Watcher
            class: good
            about: https://watcher.example/
            user_agent: [Watcher, ^Watch/]
            headers: [{name: X-Watch, contains: yes}]
            verify: {dns: [watcher.example], ranges: [192.0.2.0/24, "2001:db8::/32"]}
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var (bots, faults) = BotFile.Read("a.yaml", Good);

        Assert.Empty(faults);
        var bot = Assert.Single(bots);
        Assert.Equal(("Watcher", BotClass.Good, BotCategory.Monitoring, 4), (bot.Name, bot.Class, bot.Category, bot.At.Line));
        Assert.Equal([new BotToken("Watcher", false), new BotToken("Watch/", true)], bot.Tokens);
        Assert.Equal(new BotHeader("X-Watch", "yes"), Assert.Single(bot.Headers));
        Assert.Equal("watcher.example", Assert.Single(bot.Suffixes));
        Assert.Equal(2, bot.Ranges.Count);
    }

    [Theory]
    [InlineData("[]", "PR0300")]
    [InlineData("bots: [{", "PR0301")]
    [InlineData("botz: []", "PR0302")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: a, user_agent: [abc], also: 1}]", "PR0302")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: [a], user_agent: [abc]}]", "PR0303")]
    [InlineData("category: nothing\nbots: []", "PR0304")]
    [InlineData("class: none\nbots: [{name: a, user_agent: [abc]}]", "PR0305")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: a}]", "PR0306")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: a, user_agent: [^ab]}]", "PR0307")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: a, user_agent: [abc], verify: {dns: [com]}}]", "PR0308")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: a, user_agent: [abc], verify: {ranges: [10.0.0.0/33]}}]", "PR0308")]
    [InlineData("category: monitoring\nclass: none\nbots: [{name: a, user_agent: [abc], verify: {ranges: [0.0.0.0/0]}}]", "PR0308")]
    [InlineData("category: monitoring\nclass: good\nbots: [{name: a, user_agent: [abc]}]", "PR0309")]
    public void A_fault_has_its_code_and_place(string text, string code)
    {
        var (_, faults) = BotFile.Read("a.yaml", text);

        Assert.Contains(faults, f => f.Code == code && f.At.Line > 0 && f.At.Column > 0);
    }

    [Fact]
    public void Text_that_goes_deep_or_ends_inside_is_refused()
    {
        Assert.Contains("inside each other", Assert.Single(BotFile.Read("a.yaml", $"bots: {new string('[', 200_000)}").Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal("PR0301", Assert.Single(BotFile.Read("a.yaml", "bots: [a").Diagnostics).Code);
    }

    [Fact]
    public void Every_cut_of_a_good_file_is_read_or_refused()
    {
        for (var cut = 0; cut <= Good.Length; cut++)
        {
            var (bots, faults) = BotFile.Read("a.yaml", Good[..cut]);

            Assert.True(bots.Count + faults.Count >= 0);
            Assert.All(bots, b => Assert.NotEmpty(b.Name));
        }
    }
}
