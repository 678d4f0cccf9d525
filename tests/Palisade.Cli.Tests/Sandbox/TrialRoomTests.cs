using Palisade.Cli.Sandbox.Samples;
using Palisade.Cli.Sandbox.Trials;
using Palisade.Configuration.Objects;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Cli.Tests.Sandbox;

/// <summary>What is found out about a change, in this process: nothing breaks here.</summary>
public sealed class TrialRoomTests : IAsyncLifetime
{
    private readonly TrialRoom _room = Open();
    private long _id;

    public Task InitializeAsync() => _room.WarmUpAsync(default);

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task Ordinary_samples_pass_the_built_in_rules_and_attacks_do_not()
    {
        await TryAsync(isWhole: true, Site("shop", "simulation"), Site("other", "simulation"));

        var answer = await TryAsync(isWhole: false, Site("shop", "active"));

        Assert.Equal((true, 1, 1, (string?)null), (answer.Compared, answer.Sites, answer.SitesAsked, answer.Fault));
        Assert.All(answer.Changes, c => Assert.Equal(("default/shop", true, false), (c.Site, c.Blocks, c.Ordinary)));
        // Which of them the rules know is for their own tests; most they do.
        Assert.InRange(answer.ChangesInAll, 8, BuiltInSamples.All.Count(s => !s.Ordinary));
    }

    [Fact]
    public async Task An_ordinary_sample_that_would_now_be_blocked_is_marked()
    {
        await TryAsync(isWhole: true, Site("shop", "active"));

        var answer = await TryAsync(isWhole: false, Site("shop", "active", ", service_policies: [closed]"), Read("kind: service_policy\nmetadata: {name: closed}\nspec: {deny_all_requests: {}}\n"));

        Assert.Contains(answer.Changes, c => c is { Sample: "page", Blocks: true, Ordinary: true });
    }

    [Fact]
    public async Task What_comes_whole_is_compared_with_nothing_and_a_change_of_nothing_asks_nobody()
    {
        var first = await TryAsync(isWhole: true, Site("shop", "active"));
        Assert.Equal((false, 1, 1, 0), (first.Compared, first.Sites, first.SitesAsked, first.ChangesInAll));

        var second = await TryAsync(isWhole: false);
        Assert.Equal((0, 0), (second.Sites, second.SitesAsked));
    }

    [Fact]
    public async Task Of_many_sites_a_few_are_asked()
    {
        var answer = await TryAsync(isWhole: true, [.. Enumerable.Range(0, 60).Select(i => Site($"s{i}", "active"))]);

        Assert.Equal(60, answer.Sites);
        Assert.InRange(answer.SitesAsked, 1, 20);
    }

    private static TrialRoom Open() => new(new(static (_, _) => null, Geography.None, TimeProvider.System), BuiltInSamples.All, stop => AskedGateway.StartAsync(TimeProvider.System, stop));

    private Task<TrialAnswer> TryAsync(bool isWhole, params ObjectDraft[] set) => _room.TryAsync(ChangeText.Of(++_id, "acme", _id, isWhole, ask: true, set, []), default);

    private static ObjectDraft Site(string name, string mode, string more = "") =>
        Read($"kind: site\nmetadata: {{name: {name}}}\nspec: {{domains: [{name}.example], operation_mode: {mode}{more}}}\n");

    private static ObjectDraft Read(string yaml) => ObjectText.Read(System.Text.Encoding.UTF8.GetBytes(yaml), "acme").Objects[0].Draft;
}
