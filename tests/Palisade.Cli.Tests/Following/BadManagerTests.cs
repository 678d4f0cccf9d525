namespace Palisade.Cli.Tests.Following;

/// <summary>A manager whose answers are cut, changed, another's, old, too long or missing: nothing of it takes force, it is told, and no other tenant notices.</summary>
public sealed class BadManagerTests
{
    public static TheoryData<string> Ways => ["cut", "flipped", "empty", "noise", "other tenant", "replayed", "silent", "endless blobs"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_bad_answer_for_one_tenant_leaves_it_as_it_was_disturbs_no_other_and_is_got_over(string way)
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync(Fleet.Site("a", "a.example"));
        await fleet.PutAsync(Fleet.Site("x", "x.example", "other"));
        await using var between = await TamperingManager.StartAsync(fleet);
        var old = new System.Collections.Concurrent.ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        between.Tamper = (path, answer) =>
        {
            old.TryAdd(path, answer);
            return answer;
        };
        var gateway = await fleet.GatewayAsync(options: fleet.Options("one") with { Manager = between.Address, Patience = TimeSpan.FromSeconds(1) });
        await Fleet.UntilAsync(() => gateway.Count() is 1 && gateway.Count("other") is 1, "the first objects");
        var bad = 0;
        between.Tamper = (path, answer) =>
        {
            if (!path.Contains("/tenants/acme/", StringComparison.Ordinal)) return answer;
            Interlocked.Increment(ref bad);
            return Spoil(way, answer, old);
        };

        await fleet.PutAsync(Fleet.Site("a", "b.example"));
        await Fleet.UntilAsync(() => Volatile.Read(ref bad) > 1, "a second bad answer");
        await fleet.PutAsync(Fleet.Site("x", "y.example", "other"));
        await Fleet.UntilAsync(() => gateway.DomainOf("x", "other") == "y.example", "the other tenant's change");
        Assert.Equal("a.example", gateway.DomainOf("a"));

        between.Tamper = static (_, answer) => answer;
        await Fleet.UntilAsync(() => gateway.DomainOf("a") == "b.example", "the change, when the manager is well again");
        Assert.Single(gateway.Changes, c => c.IsWhole && c.Tenant == "acme");
    }

    [Fact]
    public async Task A_first_delivery_that_stops_in_the_middle_goes_on_where_it_was()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.PutAsync([.. Enumerable.Range(0, 500).Select(i => Fleet.Site($"s{i}", $"s{i}.example"))]);
        await using var between = await TamperingManager.StartAsync(fleet);
        var cuts = 0;
        between.Tamper = (path, answer) => path.EndsWith("/blobs", StringComparison.Ordinal) && Interlocked.Increment(ref cuts) is 2 or 3 ? answer[..(answer.Length / 2)] : answer;

        var gateway = await fleet.GatewayAsync(options: fleet.Options("one") with { Manager = between.Address });

        await Fleet.UntilAsync(() => gateway.Count() is 500, "all objects");
        Assert.True(cuts >= 4, $"{cuts} questions for blobs");
    }

    private static byte[]? Spoil(string way, byte[] answer, System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> old) => way switch
    {
        "cut" => answer[..(answer.Length * 2 / 3)],
        "flipped" => [.. answer.Select((b, i) => i == 300 ? (byte)(b ^ 1) : b)],
        "empty" => [],
        "noise" => [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 31))],
        "other tenant" => old.First(o => o.Key.Contains("/tenants/other/", StringComparison.Ordinal)).Value,
        "replayed" => old.First(o => o.Key.Contains("/tenants/acme/newer", StringComparison.Ordinal)).Value,
        "endless blobs" => new byte[20 * 1024 * 1024],
        _ => null,
    };
}
