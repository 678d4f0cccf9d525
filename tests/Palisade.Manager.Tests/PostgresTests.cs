using Palisade.Api.Accounts;
using Palisade.Api.Client;
using Palisade.Configuration.Objects.Naming;
using Palisade.Storage.Databases;
using Palisade.Storage.Tests;

namespace Palisade.Manager.Tests;

/// <summary>Runs where PostgreSQL is installed, and is counted as skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactOnPostgresAttribute : FactAttribute
{
    public FactOnPostgresAttribute() => Skip = PostgresServer.Programs is null ? "PostgreSQL is not installed" : null;
}

/// <summary>Two managers over one PostgreSQL: what one is told, the other knows.</summary>
[Collection(DatabaseServers.Name)]
public sealed class PostgresTests(PostgresServer server)
{
    [FactOnPostgres]
    public async Task Two_managers_are_one()
    {
        var url = await server.NewDatabaseAsync();
        await using var first = await TestManager.StartAsync(database: new PostgresDatabase(url));
        await using var second = await TestManager.StartAsync(database: new PostgresDatabase(url));
        Assert.Null(second.Host.FirstPassword);
        var token = await first.SignOnAsync();
        using var here = Client(first, token);
        using var there = Client(second, token);

        await here.MakeTenantAsync(new("acme"));
        await here.Tenant("acme").MakeUserAsync(new("ann", TestManager.Password, [new(Role.Editor, "acme")]));
        var at = (await there.Tenant("acme").ReadAsync()).Revision;
        var watching = there.Tenant("acme").WatchAsync(at);
        var applied = await here.Tenant("acme").ApplyAsync("kind: app_firewall\nmetadata: {name: strict, labels: {a: b}}\nspec: {}\n"u8.ToArray(), new());
        Assert.Equal("strict", Assert.Single((await watching).Changes).Name);

        var key = new LocalKey("app_firewall", "default", "strict");
        Assert.Equal(applied.Changes[0].Version, (await there.Tenant("acme").GetAsync(key)).SystemMetadata.Version);
        Assert.Single((await there.Tenant("acme").ListAsync(labels: "a=b")).Items);
        using var ann = Client(second, await first.SignOnAsync("ann", "acme"));
        Assert.Equal(422, (await Assert.ThrowsAsync<ManagerException>(() => ann.Tenant("acme").ApplyAsync("kind: site\nmetadata: {name: s}\nspec: {app_firewall: none}\n"u8.ToArray(), new()))).Status);
        await here.Tenant("acme").DeleteUserAsync("ann");
        Assert.Equal(401, (await Assert.ThrowsAsync<ManagerException>(() => ann.WhoAsync())).Status);
        Assert.Contains((await there.Tenant("acme").AuditAsync()).Items, l => l.Action is "user.deleted");
        await there.SignOffAsync();
        Assert.Equal(401, (await Assert.ThrowsAsync<ManagerException>(() => here.WhoAsync())).Status);
        Assert.Empty(first.Errors.Concat(second.Errors));
    }

    private static ManagerClient Client(TestManager manager, string token) => new(new(manager.Host.Address, token, new ServerTrust(manager.Host.Fingerprint).CreateHandler()));
}
