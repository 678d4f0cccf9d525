using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Api.Rollouts;
using Palisade.Manager.Rollouts;

namespace Palisade.Manager.Tests.Rollouts;

/// <summary>What only the platform has, and what tenants name of it: refused where it is wrong, rolled out like rules.</summary>
public sealed class PlatformKindTests : IAsyncLifetime
{
    private const string Signatures =
        "attack_type: COMMAND_EXECUTION\nsignatures:\n  - id: 990001\n    name: Ours\n    reason: It is a test.\n    accuracy: high\n    risk: high\n    targets: [parameters]\n    match: attackword\n    tests: {match: [attackword], no_match: [hello]}\n";

    private TestManager _manager = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _client = _manager.Client(await _manager.SignOnAsync());
        foreach (var tenant in new[] { "one", "two" }) (await _client.PostAsync("/api/tenants", TestManager.Json(new { name = tenant }))).EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        _client.Dispose();
        await _manager.DisposeAsync();
    }

    [Theory]
    [InlineData("signature_set", "spec.files[0].text")]
    [InlineData("engine_settings", "spec.warp")]
    [InlineData("feature_flags", "spec.warp")]
    public async Task What_is_wrong_is_refused_with_its_field_and_what_there_is(string kind, string field)
    {
        var text = kind is "signature_set" ? Set(Signatures.Replace("    match:", "    mach:", StringComparison.Ordinal)) : $"kind: {kind}\nmetadata: {{name: ours}}\nspec: {{warp: 9}}\n";
        var (status, answer) = await ApplyAsync("system", text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains($"\"field\":\"{field}", answer, StringComparison.Ordinal);
        Assert.Contains(kind switch { "signature_set" => "line 9, column 5", "engine_settings" => "request_inspected_bytes", _ => "bot_challenges, close_reading, recognisers" }, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_in_a_signature_that_does_not_hold_refuses_the_set()
    {
        var (status, answer) = await ApplyAsync("system", Set(Signatures.Replace("[hello]", "[an attackword]", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("falsely matches", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signature_set")]
    [InlineData("engine_settings")]
    [InlineData("feature_flags")]
    public async Task Only_the_platform_has_them(string kind)
    {
        var text = kind is "signature_set" ? Set(Signatures) : $"kind: {kind}\nmetadata: {{name: ours}}\nspec: {{}}\n";
        var (status, answer) = await ApplyAsync("one", text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Only the platform", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ApplyAsync("system", text)).Status);
    }

    [Fact]
    public async Task They_reach_tenants_stage_by_stage_and_are_taken_back()
    {
        Assert.Equal(HttpStatusCode.OK, (await ApplyAsync("system", Set(Signatures))).Status);
        await TestManager.ReadAsync<Rollout>(
            await _client.PostAsync("/api/rollouts", TestManager.Text("""{"name":"july","kind":"signature_set","object":"ours","stages":[{"name":"one","tenants":["one"],"bake_seconds":60},{"name":"all","everyone":true,"bake_seconds":0}]}""")), HttpStatusCode.Created);
        await using var engine = new RolloutEngine(_manager.Store, null, null, _manager.Clock, NullLogger<RolloutEngine>.Instance);
        await engine.TickAsync(default);
        Assert.Equal((true, false), (await HasAsync("one"), await HasAsync("two")));
        _manager.Clock.Move(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 3; i++) await engine.TickAsync(default);
        Assert.Equal((true, true), (await HasAsync("one"), await HasAsync("two")));
        (await _client.PostAsync("/api/rollouts/july/rollback", TestManager.Text("{}"))).EnsureSuccessStatusCode();
        for (var i = 0; i < 2; i++) await engine.TickAsync(default);
        Assert.Equal((false, false), (await HasAsync("one"), await HasAsync("two")));
    }

    [Theory]
    [InlineData("kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example], gateway_groups: [{name: pops, tenant: system}]}\n", "spec.gateway_groups[0]", "kind: gateway_group\nmetadata: {name: pops}\nspec: {}\n", "gateway_group/pops")]
    public async Task What_a_tenant_names_of_the_platform_has_to_be_there_and_stays_while_it_is_named(string named, string field, string platform, string path)
    {
        var (status, answer) = await ApplyAsync("one", named);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains($"\"field\":\"{field}", answer, StringComparison.Ordinal);
        Assert.Contains("The platform has no", answer, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await ApplyAsync("system", platform)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ApplyAsync("one", named)).Status);
        using var refused = await _client.DeleteAsync($"/api/tenants/system/{path}");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("It is used by tenant one", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var gone = await _client.PostAsync("/api/tenants/one/revert", TestManager.Text("""{"revision":1}"""));
        gone.EnsureSuccessStatusCode();
        using var deleted = await _client.DeleteAsync($"/api/tenants/system/{path}");
        Assert.True(deleted.IsSuccessStatusCode, await deleted.Content.ReadAsStringAsync());
        // What was good then is not any more.
        using var back = await _client.PostAsync("/api/tenants/one/revert", TestManager.Text("""{"revision":2}"""));
        Assert.Contains(field, await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(back.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("kind: service_policy\nmetadata: {name: doors}\nspec: {deny_list: {ip_prefix_set: [{name: known, tenant: system}], default_action_next_policy: {}}}\n", "spec.deny_list.ip_prefix_set[0]")]
    [InlineData("kind: server_group\nmetadata: {name: front}\nspec: {ignore_ip_group: {name: known, tenant: system}}\n", "spec.ignore_ip_group")]
    public async Task Address_lists_of_the_platform_are_rolled_out_and_named_once_they_are_there(string named, string field)
    {
        Assert.Equal(HttpStatusCode.OK, (await ApplyAsync("system", "kind: ip_prefix_set\nmetadata: {name: known}\nspec: {prefixes: [192.0.2.0/24]}\n")).Status);
        var (status, answer) = await ApplyAsync("one", named);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains($"\"field\":\"{field}", answer, StringComparison.Ordinal);
        Assert.Contains("its rollout has not reached this tenant", answer, StringComparison.Ordinal);

        await TestManager.ReadAsync<Rollout>(
            await _client.PostAsync("/api/rollouts", TestManager.Text("""{"name":"lists","kind":"ip_prefix_set","object":"known","stages":[{"name":"all","everyone":true,"bake_seconds":0}]}""")), HttpStatusCode.Created);
        await using var engine = new RolloutEngine(_manager.Store, null, null, _manager.Clock, NullLogger<RolloutEngine>.Instance);
        for (var i = 0; i < 3; i++) await engine.TickAsync(default);
        Assert.Equal((HttpStatusCode.OK, true), ((await ApplyAsync("one", named)).Status, await _manager.Store.Tenant("two").FindAsync(new("platform_object", "", "ip_prefix_set.default.known")) is not null));
    }

    private static string Set(string text) => $"kind: signature_set\nmetadata: {{name: ours}}\nspec: {{files: [{{name: a.yaml, text: {JsonSerializer.Serialize(text)}}}]}}\n";

    private async Task<bool> HasAsync(string tenant) => await _manager.Store.Tenant(tenant).FindAsync(new("platform_object", "", "signature_set.default.ours")) is not null;

    private async Task<(HttpStatusCode Status, string Text)> ApplyAsync(string tenant, string yaml)
    {
        using var answer = await _client.PostAsync($"/api/tenants/{tenant}/apply", TestManager.Text(yaml, "application/yaml"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
