using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Api.Client;
using Palisade.Api.Rollouts;
using Palisade.Cli.Following;
using Palisade.Cli.Managing;
using Palisade.Configuration;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Tenants;

namespace Palisade.Cli.Tests.Following;

/// <summary>Rules of the platform on their way to gateways of three tenants: stage by stage, halted by a gateway that refuses them, and back.</summary>
public sealed class RolloutTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-rollout-");
    private readonly Dictionary<string, TenantGateway> _gateways = [];
    private ManagerSide _manager = null!;
    private ManagerClient _client = null!;

    public async Task InitializeAsync()
    {
        IPEndPoint free = new(IPAddress.Loopback, 0);
        _manager = await ManagerSide.StartAsync(new() { Folder = At("manager"), Listen = free, Delivery = free, Enrolment = free, AdminPassword = Password }, TimeProvider.System, NullLoggerFactory.Instance, default);
        using var nobody = Client(_manager, null);
        var token = (await nobody.SignOnAsync(new("admin", Password, "system"))).Token;
        _client = Client(_manager, token);
        await RulesAsync(1);
        foreach (var tenant in new[] { "acme", "globex", "initech" })
        {
            await _client.MakeTenantAsync(new(tenant));
            _gateways[tenant] = new(tenant);
            var options = new FollowOptions
            {
                Folder = At(tenant), Manager = _manager.Delivery.DeliveryAddress, Enrolment = _manager.Delivery.EnrolmentAddress, TicketFile = At(tenant + ".ticket"), Report = TimeSpan.FromMilliseconds(100),
            };
            Fleet.WriteTicket(options.TicketFile, _manager.Delivery.Secrets.CreateSecret(tenant, "edge").Ticket.ToText());
            _gateways[tenant].Pump = await ConfigurationPump.StartAsync(options, _gateways[tenant].Take, TimeProvider.System, NullLoggerFactory.Instance, default);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var gateway in _gateways.Values) await gateway.Pump.DisposeAsync();
        _client.Dispose();
        await _manager.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Rules_reach_gateways_stage_by_stage_halt_where_one_refuses_them_and_go_back()
    {
        await BeginAsync("first");
        await UntilAsync("first", RolloutState.Completed);
        foreach (var tenant in _gateways.Keys)
        {
            await ApplyAsync(tenant, $"kind: origin_pool\nmetadata: {{name: app}}\nspec: {{endpoints: [{{address: 127.0.0.1, port: 80}}]}}\n---\nkind: site\nmetadata: {{name: shop}}\nspec: {{domains: [shop.{tenant}], origin_pool: app, rule_set: {{name: core, tenant: system}}}}\n");
            await Fleet.UntilAsync(() => _gateways[tenant].Has(1), $"rule 1 at {tenant}");
        }

        await RulesAsync(2);
        await BeginAsync("second");
        await UntilAsync("second", RolloutState.Completed);
        foreach (var tenant in _gateways.Keys) await Fleet.UntilAsync(() => _gateways[tenant].Has(2), $"rule 2 at {tenant}");
        var reach = (await _client.Rollouts.ReachAsync("second")).Items.Where(r => r.Rollout == "second").ToDictionary(r => r.Tenant, r => r.At);
        Assert.True(reach["acme"] < reach["globex"] && reach["globex"] < reach["initech"], string.Join(", ", reach));

        // The second stage's gateway does not take the third revision: nobody behind it gets it.
        _gateways["globex"].Refuses = 3;
        await RulesAsync(3);
        await BeginAsync("third");
        var halted = await UntilAsync("third", RolloutState.Halted);
        Assert.Contains("globex", halted.Reason, StringComparison.Ordinal);
        Assert.True(_gateways["acme"].Has(3) && _gateways["initech"].Has(2));
        await _client.Rollouts.MoveAsync("third", "rollback", "it was refused");
        await UntilAsync("third", RolloutState.RolledBack);
        foreach (var tenant in _gateways.Keys) await Fleet.UntilAsync(() => _gateways[tenant].Has(2), $"rule 2 at {tenant} again");
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task RulesAsync(int id) => ApplyAsync("system", $"kind: rule_set\nmetadata: {{name: core}}\nspec: {{rules: [{{name: a.conf, text: 'SecAction \"id:{id},phase:1,pass,nolog\"'}}]}}\n");

    private static ManagerClient Client(ManagerSide manager, string? token) => new(new(manager.Address, token, new ServerTrust(manager.Fingerprint).CreateHandler()));

    private async Task ApplyAsync(string tenant, string yaml) => await _client.Tenant(tenant).ApplyAsync(Encoding.UTF8.GetBytes(yaml), new());

    private async Task BeginAsync(string name) => await _client.Rollouts.BeginAsync(Encoding.UTF8.GetBytes(
        $$"""{"name":"{{name}}","object":"core","stages":[{"name":"own","tenants":["acme"],"bake_seconds":0},{"name":"next","tenants":["globex"],"bake_seconds":1},{"name":"all","everyone":true,"bake_seconds":0}]}"""));

    private async Task<Rollout> UntilAsync(string name, RolloutState state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            var now = await _client.Rollouts.GetAsync(name);
            if (now.State == state) return now;
            Assert.False(patience.IsCancellationRequested, $"{name} is {now.State} in stage {now.Stage}: {now.Reason} {now.Waiting}");
            await Task.Delay(100);
        }
    }

    private sealed class TenantGateway(string tenant)
    {
        private readonly TenantFleet _fleet = new((_, _) => null, Geography.None, TimeProvider.System);
        private ReadyTenant? _ready;

        public ConfigurationPump Pump { get; set; } = null!;

        public int Refuses { get; set; }

        public bool Has(int rule) => Volatile.Read(ref _ready) is { Sites: [var site] } && site.Protection.Current.Rules.Any(r => r.Id == rule);

        public ReadyTenant Take(TenantChange change)
        {
            Assert.Equal(tenant, change.Tenant);
            var ready = _fleet.Apply(change)[0];
            Volatile.Write(ref _ready, ready);
            return Refuses > 0 && Has(Refuses) ? ready with { Refused = [new(new LocalKey("platform_object", "", "rule_set.default.core"), new ConfigFault("spec", "It crashes here."), Kept: true)] } : ready;
        }
    }
}
