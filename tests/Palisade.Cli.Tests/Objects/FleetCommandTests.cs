using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Cli.Following;
using Palisade.Cli.Managing;
using Palisade.Cli.Sandbox;
using Palisade.Cli.Tests.Following;
using Palisade.Configuration;
using Palisade.Configuration.Objects.Naming;
using Palisade.Trust.Delivery;
using Palisade.Trust.Identities;

namespace Palisade.Cli.Tests.Objects;

/// <summary>What is live, what a sandbox keeps back and what is rolled out, from the command line: with a manager and a gateway.</summary>
[Collection(nameof(SignedOnManager))]
public sealed class FleetCommandTests : IAsyncLifetime, IDisposable
{
    private const string Tenant = "default";

    private readonly TemporaryFolder _folder = new();
    private readonly string? _home = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
    private readonly List<Follower> _followers = [];
    private ManagerSide _manager = null!;

    public async Task InitializeAsync()
    {
        IPEndPoint free = new(IPAddress.Loopback, 0);
        _manager = await ManagerSide.StartAsync(
            new() { Folder = At("manager"), Listen = free, Delivery = free, Enrolment = free, AdminPassword = SignedOnManager.Password }, TimeProvider.System, NullLoggerFactory.Instance, default);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", At("home"));
        Assert.Equal(0, (await SignedOnManager.TypeAsync(SignedOnManager.Password, ["login", _manager.Address.ToString(), "--password-stdin"])).Code);
    }

    public async Task DisposeAsync()
    {
        foreach (var follower in _followers) await follower.DisposeAsync();
        await _manager.DisposeAsync();
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", _home);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Saved_is_not_live_before_a_gateway_serves_it()
    {
        var site = _folder.Write("site.yaml", "kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example]}\n");
        await TellsAsync(1, "not live after 1 s: no gateway", "apply", "-f", site, "--wait=1s");
        await TellsAsync(1, "live: on no gateway", "status");
        await TellsAsync(2, "--wait", "apply", "-f", site, "--wait=soon");

        var gateway = await FollowAsync(Role.Gateway);
        _folder.Write("site.yaml", "kind: site\nmetadata: {name: shop}\nspec: {domains: [new.example]}\n");
        await TellsAsync(0, "live on 1 gateway,", "apply", "-f", site, "--wait");
        await TellsAsync(0, " live ", "status");
        using var status = JsonDocument.Parse((await Invocation.RunAsync("status", "--json")).Output);
        Assert.Equal("live", Assert.Single(status.RootElement.GetProperty("items").EnumerateArray()).GetProperty("state").GetString());

        gateway.Refuse = _ => [new(new LocalKey("site", "default", "shop"), new ConfigFault("spec.domains", "Not here."), Kept: true)];
        _folder.Write("site.yaml", "kind: site\nmetadata: {name: shop}\nspec: {domains: [third.example]}\n");
        await TellsAsync(1, "refuses site default/shop: spec.domains: Not here. The last good one is served.", "apply", "-f", site, "--wait");
        await TellsAsync(1, "refuses site default/shop: spec.domains: Not here.", "status");
    }

    [Fact]
    public async Task What_a_sandbox_keeps_back_is_told_with_its_reason()
    {
        await TellsAsync(0, "0 connected, mode available", "sandbox");
        var post = new VerdictPost();
        var sandbox = await FollowAsync(Role.Sandbox, post.RunAsync);
        sandbox.Handed = change =>
        {
            var position = new Trust.Snapshots.Manifests.SnapshotPosition(0, (ulong)change.Revision);
            post.Add(new(change.Tenant, position, SandboxOutcome.Crashed, "Stack overflow."));
        };
        var site = _folder.Write("site.yaml", "kind: site\nmetadata: {name: shop}\nspec: {domains: [shop.example]}\n");
        await TellsAsync(0, "1 created", "apply", "-f", site);
        await Fleet.UntilAsync(() => _manager.Delivery.Sandbox.Of(Tenant)?.Stage is Manager.Sandbox.TrialStage.Refused, "the verdict");
        await TellsAsync(1, "refused: ", "sandbox");
        await TellsAsync(1, "Stack overflow.", "sandbox");
        using var view = JsonDocument.Parse((await Invocation.RunAsync("sandbox", "--json")).Output);
        Assert.Equal(("refused", 1), (view.RootElement.GetProperty("state").GetString(), view.RootElement.GetProperty("sandboxes").GetInt32()));
    }

    [Fact]
    public async Task A_rollout_is_begun_looked_at_stopped_carried_on_and_taken_back()
    {
        var rules = _folder.Write("core.yaml", "kind: rule_set\nmetadata: {name: core}\nspec: {rules: [{name: a.conf, text: 'SecAction \"id:1,phase:1,pass,nolog\"'}]}\n");
        var plan = _folder.Write("plan.yaml", "name: first\nobject: core\nstages:\n- {name: own, ring: own, bake_seconds: 3600}\n- {name: all, everyone: true}\n");
        await TellsAsync(3, "no rule_set default/core", "rollout", "start", "-f", plan);
        await TellsAsync(1, "saved, but not live: rule_set default/core reaches tenants by a rollout only; 'palisade rollout start -f PLAN' begins one", "apply", "--tenant", "system", "-f", rules, "--wait");
        await TellsAsync(0, "first", "rollout", "start", "-f", plan, "--json");
        await TellsAsync(5, "'first'", "rollout", "start", "-f", _folder.Write("again.yaml", "name: again\nobject: core\nstages: [{name: all, everyone: true}]\n"));
        Assert.Matches(@"^NAME +OBJECT +REVISION +STATE +STAGE +SINCE +WHY\nfirst +rule_set default/core +[0-9]+ +running +own \(1 of 2\) ", (await Invocation.RunAsync("rollout", "list")).Output);
        await UntilToldAsync("stage own", "rollout", "show", "first", "--tenants");

        await TellsAsync(0, " paused ", "rollout", "pause", "first", "--reason", "a customer asks");
        await TellsAsync(0, "a customer asks", "rollout", "show", "first");
        await TellsAsync(0, "in this stage: 0 requests", "rollout", "show", "first");
        Assert.Matches(@"^TENANT +REVISION +ROLLOUT +AT +WHY\nsystem +[0-9]+ +first .* stage own\n$", (await Invocation.RunAsync("rollout", "show", "first", "--tenants")).Output);
        await TellsAsync(5, "pause does nothing there", "rollout", "pause", "first");
        await TellsAsync(0, " running ", "rollout", "resume", "first");
        await TellsAsync(0, " rolling_back ", "rollout", "rollback", "first");
        await UntilToldAsync(" rolled_back ", "rollout", "show", "first");
    }

    [Theory]
    [InlineData("a: [", "plan.yaml:")]
    [InlineData("name: a\n---\nname: b\n", "it has 2 documents, not one")]
    [InlineData("name: first\nobject: core\nstages: []\nwarp: 9\n", "warp")]
    public async Task A_plan_that_is_wrong_is_refused_with_its_place(string plan, string why)
    {
        await TellsAsync(3, why, "rollout", "start", "-f", _folder.Write("plan.yaml", plan));
        await TellsAsync(3, "it is not there", "rollout", "start", "-f", At("nothing.yaml"));
        await TellsAsync(3, "no such rollout", "rollout", "show", "nothing");
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static async Task TellsAsync(int code, string text, params string[] command)
    {
        var told = await Invocation.RunAsync(command);
        Assert.True(told.Code == code && (told.Output + told.Error).Contains(text, StringComparison.Ordinal), $"'{text}' ({code}) is not what {string.Join(' ', command)} says ({told.Code}): {told.Output}{told.Error}");
    }

    private static async Task UntilToldAsync(string text, params string[] command)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await Invocation.RunAsync(command)).Output.Contains(text, StringComparison.Ordinal)) await Task.Delay(100, patience.Token);
    }

    private async Task<Follower> FollowAsync(Role role, Func<ManagerLink, CancellationToken, Task>? beside = null)
    {
        var options = new FollowOptions
        {
            Folder = At($"{role}"), Manager = _manager.Delivery.DeliveryAddress, Enrolment = _manager.Delivery.EnrolmentAddress, TicketFile = At($"{role}.ticket"), Report = TimeSpan.FromMilliseconds(100), Beside = beside,
        };
        Fleet.WriteTicket(options.TicketFile, _manager.Delivery.Secrets.CreateSecret(Tenant, "edge", role).Ticket.ToText());
        var follower = new Follower();
        _followers.Add(follower);
        follower.Pump = await ConfigurationPump.StartAsync(options, follower.Hand, TimeProvider.System, NullLoggerFactory.Instance, default);
        return follower;
    }
}
