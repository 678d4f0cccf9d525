namespace Palisade.Cli.Tests.Run;

/// <summary>Signature files and firewalls of a running gateway.</summary>
public sealed class FirewallRunTests : IAsyncLifetime
{
    private const string Policy = """
        kind: site
        metadata: {name: shop}
        spec:
          app_firewall: wall
          waf_exclusions: [holes]
          routes: [{path: {prefix: /watched}, app_firewall: watch}]
        ---
        kind: app_firewall
        metadata: {name: wall}
        spec: {blocking_page: {blocking_page: 'a wall {{support_id}}', response_code: 418}}
        ---
        kind: app_firewall
        metadata: {name: watch}
        spec: {monitoring: {}}
        ---
        kind: waf_exclusion_policy
        metadata: {name: holes}
        spec:
          waf_exclusion_rules: [{metadata: {name: one, description: it is free}, path_prefix: /free, waf_skip_processing: {}}]
        """;

    private Origin? _origin;

    public async Task InitializeAsync() => _origin = await Origin.StartAsync();

    public async Task DisposeAsync() => await _origin!.DisposeAsync();

    [Fact]
    public async Task Signatures_that_changed_are_loaded_and_faulty_ones_are_refused_with_their_place()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.yaml", Signature("zebra"));
        using var gateway = await Served.StartAsync("--origin", _origin!.Url, "--signatures", folder.FullName);
        Assert.Equal(403, await gateway.StatusAsync("/?q=zebra"));
        Assert.Equal(403, await gateway.StatusAsync("/?q=1%27+UNION+SELECT+a,b+FROM+users--"));

        folder.Write("a.yaml", Signature("(zebra"));
        await gateway.UntilSaidAsync("the old ones stay in force");
        await gateway.UntilSaidAsync("a.yaml(9,");
        Assert.Equal(403, await gateway.StatusAsync("/?q=zebra"));

        folder.Write("a.yaml", Signature("giraffe"));
        await gateway.UntilStatusAsync("/?q=giraffe", 403);
        Assert.Equal(200, await gateway.StatusAsync("/?q=zebra"));
    }

    [Fact]
    public async Task A_firewall_blocks_watches_and_leaves_alone_where_the_policy_says()
    {
        const string Attack = "?q=1%27+UNION+SELECT+a,b+FROM+users--";
        using var folder = new TemporaryFolder();
        var file = folder.Write("policy.yaml", Policy);
        using var gateway = await Served.StartAsync("--origin", _origin!.Url, "--policy", file);
        using var client = new HttpClient();

        using var blocked = await client.GetAsync(new Uri(gateway.Address, "/" + Attack));
        Assert.Equal(418, (int)blocked.StatusCode);
        Assert.Matches("^a wall [0-9A-Z]{26}$", await blocked.Content.ReadAsStringAsync());
        Assert.Equal(200, await gateway.StatusAsync("/watched" + Attack));
        Assert.Equal(200, await gateway.StatusAsync("/free" + Attack));

        folder.Write("policy.yaml", Policy.Replace("path_prefix: /free", "path_prefix: /", StringComparison.Ordinal));
        await gateway.UntilSaidAsync("switches the whole firewall off");
        Assert.Equal(418, await gateway.StatusAsync("/other" + Attack));
    }

    private static string Signature(string pattern) => $$"""
        attack_type: OTHER_APPLICATION_ATTACKS
        signatures:
          - id: 26990001
            name: An animal
            reason: It is not asked for.
            accuracy: high
            risk: low
            targets: [parameters]
            match: '{{pattern}}'
            tests: {match: [zebra giraffe], no_match: [horse]}
        """;
}
