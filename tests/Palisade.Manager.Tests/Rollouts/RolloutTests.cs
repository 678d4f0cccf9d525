using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Api.Accounts;
using Palisade.Api.Rollouts;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Manager.Delivery;
using Palisade.Manager.Rollouts;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;
using Identity = Palisade.Trust.Identities.Identity;
using Role = Palisade.Api.Accounts.Role;

namespace Palisade.Manager.Tests.Rollouts;

/// <summary>A rollout from its first stage to its last, and back; with a clock that the test moves.</summary>
public sealed class RolloutTests : IAsyncLifetime
{
    private const string Stages =
        """[{"name":"own","ring":"own","bake_seconds":60},{"name":"beta","ring":"beta","bake_seconds":60},{"name":"some","tenants":["one"],"bake_seconds":60},{"name":"all","everyone":true,"bake_seconds":60}]""";

    private static readonly Identity Gateway = new(TrustDomain.Parse("palisade.internal"), "system", Trust.Identities.Role.Gateway, "edge", "g1");

    private TestManager _manager = null!;
    private HttpClient _client = null!;
    private Gateways _gateways = null!;
    private RolloutEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _manager = await TestManager.StartAsync();
        _client = _manager.Client(await _manager.SignOnAsync());
        _gateways = new(_manager.Clock);
        foreach (var (tenant, ring) in new[] { ("beta", "beta"), ("one", "general"), ("two", "general") })
            await ApplyAsync(tenant, $"kind: tenant\nmetadata: {{name: {tenant}}}\nspec: {{rollout_ring: {ring}}}\n");
        await RulesAsync(1);
        Restart();
    }

    public async Task DisposeAsync()
    {
        Assert.Empty(_manager.Errors);
        _client.Dispose();
        await _engine.DisposeAsync();
        await _manager.DisposeAsync();
    }

    [Fact]
    public async Task Stage_by_stage_it_reaches_everybody_and_a_restart_goes_on_where_it_was()
    {
        var first = await BeginAsync("first");
        await ExpectAsync(RolloutState.Running, "own", "system");
        await PassAsync("beta", "beta", "system");
        Restart();
        // Not before its time, whatever was restarted.
        _manager.Clock.Move(TimeSpan.FromSeconds(59));
        await ExpectAsync(RolloutState.Running, "beta", "beta", "system");
        await PassAsync("some", "beta", "one", "system");
        Restart();
        await PassAsync("all", "beta", "default", "one", "system", "two");
        Assert.Equal(RolloutState.Completed, (await PassAsync("all", "beta", "default", "one", "system", "two")).State);

        // A tenant that comes later has it at the next look.
        await ApplyAsync("late", "kind: tenant\nmetadata: {name: late}\nspec: {}\n");
        await TickAsync();
        Assert.Equal(first.Plan.Revision, await RevisionOfAsync("late"));
        var reach = await TestManager.ReadAsync<RolloutReachList>(await _client.GetAsync("/api/rollouts/first/reach"));
        Assert.Equal(["beta: stage beta", "default: stage all", "late: it is everybody's", "one: stage some", "system: stage own", "two: stage all"], reach.Items.Select(r => $"{r.Tenant}: {r.Reason}"));
        var audit = await _manager.Store.Tenant("system").Past.AuditAsync();
        Assert.Equal(["rollout.begun", "rollout.running", "rollout.running", "rollout.running", "rollout.completed"], audit.Select(a => a.Action).Where(a => a.StartsWith("rollout", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rolled_back_everybody_has_what_was_before()
    {
        var first = (await CompleteAsync("first")).Plan.Revision;
        await RulesAsync(2);
        Assert.Equal(first, (await BeginAsync("second")).Previous);
        await ExpectAsync(RolloutState.Running, "own", "system");
        await PassAsync("beta", "beta", "system");
        await MoveAsync("second", "pause");
        _manager.Clock.Move(TimeSpan.FromMinutes(10));
        await ExpectAsync(RolloutState.Paused, "beta", "beta", "system");
        await MoveAsync("second", "resume");
        await ExpectAsync(RolloutState.Running, "beta", "beta", "system");
        await MoveAsync("second", "rollback");
        Restart();
        await TickAsync();
        await TickAsync();
        Assert.Equal(RolloutState.RolledBack, (await GetAsync("second")).State);
        foreach (var tenant in new[] { "system", "beta", "one", "two" }) Assert.Equal(first, await RevisionOfAsync(tenant));
        foreach (var move in new[] { "pause", "resume", "rollback" }) Assert.Equal(HttpStatusCode.Conflict, (await MoveRawAsync("second", move)).StatusCode);

        // What everybody has can be taken back too.
        var third = (await CompleteAsync("third")).Plan.Revision;
        Assert.Equal(HttpStatusCode.Conflict, (await MoveRawAsync("first", "rollback")).StatusCode);
        Assert.Equal(third, await RevisionOfAsync("two"));
        await MoveAsync("third", "rollback");
        await TickAsync();
        await TickAsync();
        Assert.Equal(first, await RevisionOfAsync("two"));
    }

    [Theory]
    [InlineData("""{"most_error_percent":5}""", 6, 0, 0.02, "500 to 599")]
    [InlineData("""{"most_blocked_percent":5.5}""", 0, 6, 0.02, "blocked")]
    [InlineData("""{"most_latency_seconds":0.5}""", 0, 0, 0.9, "0.5 s may be")]
    [InlineData("""{"most_latency_seconds":5}""", 0, 0, 60, "more than 10 s")]
    public async Task A_gate_that_fails_stops_it(string gates, int errors, int blocked, double seconds, string why)
    {
        await BeginAsync("first", gates);
        await ExpectAsync(RolloutState.Running, "own", "system");
        var gateway = Gateway;
        Report(gateway, 1, 50, 50, 50, seconds);
        await ExpectAsync(RolloutState.Running, "own", "system"); // what was before does not count
        Report(gateway, 1, 50 + errors, 50 + blocked, 149, seconds);
        await ExpectAsync(RolloutState.Running, "own", "system"); // 99 are too few
        Report(gateway, 1, 50 + errors, 50 + blocked, 150, seconds);
        var halted = await ExpectAsync(RolloutState.Halted, "own", "system");
        Assert.Contains(why, halted.Reason, StringComparison.Ordinal);
        _manager.Clock.Move(TimeSpan.FromMinutes(10));
        await ExpectAsync(RolloutState.Halted, "own", "system");
        await MoveAsync("first", "resume");
        await ExpectAsync(RolloutState.Running, "own", "system");
        await PassAsync("beta", "beta", "system");
    }

    [Fact]
    public async Task A_gateway_that_crashes_stops_it()
    {
        var gateway = Gateway;
        Report(gateway, 1, 0, 0, 0, 0, crashed: true); // of before this manager
        await BeginAsync("first", """{"most_crashes":0}""");
        await ExpectAsync(RolloutState.Running, "own", "system");
        Report(gateway, 2, 0, 0, 0, 0);
        await ExpectAsync(RolloutState.Running, "own", "system");
        Report(gateway, 3, 0, 0, 0, 0, crashed: true);
        Assert.Contains("crashed", (await ExpectAsync(RolloutState.Halted, "own", "system")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_refuses_it_stops_it_and_one_that_has_it_not_yet_is_waited_for()
    {
        await BeginAsync("first");
        await ExpectAsync(RolloutState.Running, "own", "system");
        var (gateway, at) = (Gateway, await _manager.Store.Tenant("system").RevisionAsync());
        using var connection = _gateways.Connect(gateway);
        Tell((ulong)at - 1);
        _manager.Clock.Move(TimeSpan.FromMinutes(5));
        Assert.Contains("does not serve it", (await ExpectAsync(RolloutState.Running, "own", "system")).Waiting, StringComparison.Ordinal);
        Tell((ulong)at, new ReportedFault("platform_object", "", "rule_set.default.core", "spec", "line 1 is wrong", true));
        Assert.Contains("line 1 is wrong", (await ExpectAsync(RolloutState.Halted, "own", "system")).Reason, StringComparison.Ordinal);

        void Tell(ulong revision, params ReportedFault[] faults) => _gateways.Take(gateway, new("1", [new("system", new(0, revision), "", faults.Length, faults)]));
    }

    [Fact]
    public async Task Rollouts_are_the_platforms_alone_and_what_they_bring_nobody_else_writes()
    {
        var ann = _manager.Client(await _manager.UserAsync(await _manager.SignOnAsync(), "one", "ann", new Grant(Role.TenantAdmin, "one")));
        foreach (var path in new[] { "", "/first", "/first/reach" }) Assert.Equal(HttpStatusCode.Forbidden, (await ann.GetAsync("/api/rollouts" + path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ann.PostAsync("/api/rollouts", TestManager.Text(Plan("x")))).StatusCode);
        await CompleteAsync("first");
        using var own = await ann.GetAsync("/api/tenants/one/platform_object/rule_set.default.core");
        Assert.Contains("\"rollout\":\"first\"", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var client in new[] { ann, _client })
            Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync("/api/tenants/one/platform_object/rule_set.default.core")).StatusCode);
        Assert.DoesNotContain("platform_object", await ann.GetStringAsync("/api/tenants/one/export"), StringComparison.Ordinal);
        using var reverted = await ann.PostAsync("/api/tenants/one/revert", TestManager.Text("""{"revision":1}"""));
        Assert.NotEqual(0, await RevisionOfAsync("one"));
    }

    [Fact]
    public async Task A_reference_to_what_the_platform_has_not_is_refused_with_its_field_and_one_that_is_used_stays()
    {
        const string Site = "kind: origin_pool\nmetadata: {name: app}\nspec: {endpoints: [{name: app.internal, port: 80}]}\n---\nkind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example], origin_pool: app, rule_set: {tenant: system, name: core}}\n";
        using var refused = await _client.PostAsync("/api/tenants/two/apply", TestManager.Text(Site, "application/yaml"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("spec.rule_set", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await CompleteAsync("first");
        await ApplyAsync("two", Site);
        await MoveAsync("first", "rollback");
        for (var i = 0; i < 3; i++) await TickAsync();
        var back = await GetAsync("first");
        Assert.Equal(RolloutState.RolledBack, back.State);
        Assert.Contains("1 tenants keep it", back.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await RevisionOfAsync("one"));
        Assert.NotEqual(0, await RevisionOfAsync("two"));
    }

    [Fact]
    public async Task A_bad_plan_is_refused_with_its_field()
    {
        foreach (var (plan, field) in new[]
        {
            ("""{"name":"x","object":"absent","stages":[{"name":"all","everyone":true}]}""", "object"),
            ("""{"name":"x","object":"core","stages":[]}""", "stages"),
            ("""{"name":"x","object":"core","stages":[{"name":"a","percent":10}]}""", "stages"),
            ("""{"name":"x","object":"core","stages":[{"name":"a","percent":10,"ring":"own"},{"name":"all","everyone":true}]}""", "stages[0]"),
            ("""{"name":"x","object":"core","stages":[{"name":"a","labels":"((("},{"name":"all","everyone":true}]}""", "stages[0].labels"),
            ("""{"name":"x","kind":"site","object":"core","stages":[{"name":"all","everyone":true}]}""", "kind"),
            ("""{"name":"x","object":"core","gates":{"most_error_percent":101},"stages":[{"name":"all","everyone":true}]}""", "gates.most_error_percent"),
        })
        {
            using var answer = await _client.PostAsync("/api/rollouts", TestManager.Text(plan));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode is HttpStatusCode.UnprocessableEntity && text.Contains($"\"field\":\"{field}", StringComparison.Ordinal), $"{plan}: {(int)answer.StatusCode} {text}");
        }

        await BeginAsync("first");
        using var second = await _client.PostAsync("/api/rollouts", TestManager.Text(Plan("second")));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("'first'", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Plan(string name, string? gates = null) => $$"""{"name":"{{name}}","object":"core","stages":{{Stages}}{{(gates is null ? "" : ",\"gates\":" + gates)}}}""";

    private async Task<Rollout> BeginAsync(string name, string? gates = null) =>
        await TestManager.ReadAsync<Rollout>(await _client.PostAsync("/api/rollouts", TestManager.Text(Plan(name, gates))), HttpStatusCode.Created);

    private async Task<Rollout> CompleteAsync(string name)
    {
        await BeginAsync(name);
        for (var i = 0; i < 12 && (await GetAsync(name)).State is not RolloutState.Completed; i++)
        {
            await TickAsync();
            _manager.Clock.Move(TimeSpan.FromSeconds(60));
        }

        var done = await GetAsync(name);
        Assert.Equal(RolloutState.Completed, done.State);
        return done;
    }

    private async Task<Rollout> PassAsync(string stage, params string[] tenants)
    {
        _manager.Clock.Move(TimeSpan.FromSeconds(60));
        await TickAsync();
        return await ExpectAsync(null, stage, tenants);
    }

    private async Task<Rollout> ExpectAsync(RolloutState? state, string stage, params string[] tenants)
    {
        await TickAsync();
        var open = (await TestManager.ReadAsync<RolloutList>(await _client.GetAsync("/api/rollouts"))).Items[0];
        Assert.Equal((state ?? open.State, stage), (open.State, open.Plan.Stages[open.Stage].Name));
        foreach (var tenant in (await _manager.Store.RevisionsAsync()).Keys)
            Assert.True(tenants.Contains(tenant) == (await RevisionOfAsync(tenant) == open.Plan.Revision), $"{tenant} at {await RevisionOfAsync(tenant)} in stage {stage}");
        return open;
    }

    private async Task<Rollout> GetAsync(string name) => await TestManager.ReadAsync<Rollout>(await _client.GetAsync($"/api/rollouts/{name}"));

    private Task<HttpResponseMessage> MoveRawAsync(string name, string move) => _client.PostAsync($"/api/rollouts/{name}/{move}", TestManager.Text("""{"reason":"a test"}"""));

    private async Task MoveAsync(string name, string move) => await TestManager.ReadAsync<Rollout>(await MoveRawAsync(name, move));

    private void Restart() => _engine = Engine(_manager, _gateways);

    private static RolloutEngine Engine(TestManager manager, Gateways gateways) => new(manager.Store, gateways, null, manager.Clock, NullLogger<RolloutEngine>.Instance);

    private async Task TickAsync()
    {
        _manager.Clock.Move(TimeSpan.FromMilliseconds(1));
        await _engine.TickAsync(default);
    }

    private void Report(Identity gateway, ulong instance, int errors, int blocked, int requests, double seconds, bool crashed = false)
    {
        var buckets = new ulong[TenantHealth.Bounds.Count + 1];
        var slow = TenantHealth.Bounds.TakeWhile(b => seconds > b).Count();
        (buckets[0], buckets[slow]) = (0, (ulong)requests);
        _gateways.Health.Take(gateway, new(instance, crashed, [new("system", (ulong)errors, (ulong)blocked, buckets)]));
    }

    private async Task RulesAsync(int id) => await ApplyAsync("system", $"kind: rule_set\nmetadata: {{name: core}}\nspec: {{rules: [{{name: a.conf, text: 'SecAction \"id:{id},phase:1,pass,nolog\"'}}]}}\n");

    private async Task ApplyAsync(string tenant, string yaml)
    {
        if (yaml.StartsWith("kind: tenant", StringComparison.Ordinal)) (await _client.PostAsync("/api/tenants", TestManager.Json(new { name = tenant }))).EnsureSuccessStatusCode();
        using var answer = await _client.PostAsync($"/api/tenants/{tenant}/apply", TestManager.Text(yaml, "application/yaml"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<long> RevisionOfAsync(string tenant) =>
        await _manager.Store.Tenant(tenant).FindAsync(new("platform_object", "", "rule_set.default.core")) is { } pin ? ((PlatformObjectSpec)SpecReaders.Read("platform_object", pin.ReadSpec()).Spec!).Revision : 0;
}
