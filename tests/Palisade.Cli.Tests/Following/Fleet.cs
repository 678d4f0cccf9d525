using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Palisade.Cli.Following;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Delivery;
using Palisade.Manager.Enrolment;
using Palisade.Protection.Tenants;
using Palisade.Storage;
using Palisade.Storage.Changes;
using Palisade.Storage.Databases;

namespace Palisade.Cli.Tests.Following;

/// <summary>A manager over SQLite that can be stopped and started again at the same addresses, and gateways that follow it; all in one folder.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-fleet-");
    private readonly List<Follower> _gateways = [];
    private ObjectStore? _store;

    public string Folder => _folder.FullName;

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMilliseconds(300);

    public Trust.Authority.Lifetimes Lifetimes { get; init; } = new();

    public DeliverySide Side { get; private set; } = null!;

    public ObjectStore Store => _store!;

    public IPEndPoint Delivery { get; private set; } = new(IPAddress.Loopback, 0);

    public IPEndPoint Enrolment { get; private set; } = new(IPAddress.Loopback, 0);

    public static async Task<Fleet> StartAsync(Fleet? fleet = null)
    {
        fleet ??= new Fleet();
        await fleet.StartManagerAsync();
        return fleet;
    }

    public async Task StartManagerAsync(string database = "objects.db")
    {
        _store = await ObjectStore.OpenAsync(new SqliteDatabase(At(database)));
        await StartSideAsync();
    }

    /// <summary>Starts what gateways meet, over the store that is open.</summary>
    public async Task StartSideAsync()
    {
        var options = new DeliverySideOptions
        {
            Trust = new TrustOptions { Folder = At("manager"), Lifetimes = Lifetimes },
            Delivery = new() { Address = Delivery, Heartbeat = Heartbeat },
            Publisher = new() { NewTenants = TimeSpan.FromMilliseconds(100) },
            Enrolment = Enrolment,
        };
        Side = await DeliverySide.StartAsync(Store, options, TimeProvider.System, NullLoggerFactory.Instance, default);
        (Delivery, Enrolment) = (Side.DeliveryAddress, Side.EnrolmentAddress);
    }

    public async Task StopManagerAsync()
    {
        await Side.DisposeAsync();
        await Store.DisposeAsync();
        _store = null;
    }

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Starts a gateway; its folder may be there from before.</summary>
    public async Task<Follower> GatewayAsync(string name = "one", string tenant = "system", string group = "edge", FollowOptions? options = null)
    {
        if (_store is not null && !File.Exists(At(name + ".ticket"))) WriteTicket(At(name + ".ticket"), Side.Secrets.CreateSecret(tenant, group).Ticket.ToText());
        var follower = new Follower();
        follower.Pump = await ConfigurationPump.StartAsync(options ?? Options(name), follower.Hand, TimeProvider.System, NullLoggerFactory.Instance, default);
        _gateways.Add(follower);
        return follower;
    }

    public FollowOptions Options(string name) => new()
    {
        Folder = At(name),
        Manager = Delivery,
        Enrolment = Enrolment,
        TicketFile = At(name + ".ticket"),
        Silence = TimeSpan.FromSeconds(2),
        Patience = TimeSpan.FromSeconds(5),
        FirstPause = TimeSpan.FromMilliseconds(50),
        LongestPause = TimeSpan.FromMilliseconds(500),
        Report = TimeSpan.FromMilliseconds(100),
        RenewEvery = TimeSpan.FromMilliseconds(200),
    };

    public static void WriteTicket(string file, string text)
    {
        using var written = new StreamWriter(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        written.Write(text);
    }

    public static ObjectDraft Site(string name, string domain, string tenant = "acme") =>
        new(new(tenant, new("site", "default", name)), new(), Node.OfMap([new("domains", Node.OfList([Node.OfText(domain)]))]));

    public async Task<long> PutAsync(params ObjectDraft[] drafts)
    {
        var result = await Store.Tenant(drafts[0].Key.Tenant).Changes.ApplyAsync([.. drafts.Select(d => ObjectChange.Put(d))], new("test"));
        Assert.False(result.IsRefused, string.Join('\n', result.Refusals));
        return result.Revision;
    }

    public async Task DeleteAsync(string name) =>
        Assert.False((await Store.Tenant("acme").Changes.ApplyAsync([ObjectChange.Delete(new("site", "default", name))], new("test"))).IsRefused);

    public static async Task UntilAsync(Func<bool> done, string what, double seconds = 60)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!done())
        {
            Assert.False(patience.IsCancellationRequested, $"Waited {seconds} s for {what}.");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways) await gateway.DisposeAsync();
        if (_store is not null) await StopManagerAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A gateway's other end: keeps what it was handed, as a gateway that serves would.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Tenant, LocalKey Key), ObjectDraft> _objects = new();
    private int _disposed;

    public ConfigurationPump Pump { get; set; } = null!;

    public ConcurrentQueue<TenantChange> Changes { get; } = new();

    public Func<TenantChange, IReadOnlyList<RefusedObject>> Refuse { get; set; } = static _ => [];

    public Action<TenantChange> Handed { get; set; } = static _ => { };

    public string? DomainOf(string site, string tenant = "acme") =>
        _objects.TryGetValue((tenant, new("site", "default", site)), out var draft) ? draft.Spec["domains"]!.Items[0].Value : null;

    public int Count(string tenant = "acme") => _objects.Keys.Count(k => k.Tenant == tenant);

    public ReadyTenant Hand(TenantChange change)
    {
        var refused = Refuse(change);
        Changes.Enqueue(change);
        if (change.IsWhole)
        {
            foreach (var key in _objects.Keys.Where(k => k.Tenant == change.Tenant)) _objects.TryRemove(key, out _);
        }

        foreach (var (key, draft) in change.Set) _objects[(change.Tenant, key)] = draft;
        foreach (var key in change.Removed) _objects.TryRemove((change.Tenant, key), out _);
        Handed(change);
        return new(change.Tenant, change.Revision, [], refused);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) is 0) await Pump.DisposeAsync();
    }
}
