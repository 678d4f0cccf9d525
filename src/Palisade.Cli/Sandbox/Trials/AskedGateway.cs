using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Palisade.Cli.Sandbox.Samples;
using Palisade.Configuration;
using Palisade.Configuration.Objects.Naming;
using Palisade.Events;
using Palisade.Gateway;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Tenants;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>
/// The real gateway on the loopback address, with one site at a time and a stand-in for its origins. A site is asked as clients ask it: over a connection, through every
/// stage. One question at a time; whoever needs more has more of these.
/// </summary>
internal sealed class AskedGateway : IAsyncDisposable
{
    // The network of RFC 2544, section C.2.2: no client has an address of it. Each request comes from another one, so that none is counted together with another.
    private const uint FirstClient = 0xC612_0001;
    private const uint Clients = 0x1_FFFE;

    private static readonly TimeSpan Recording = TimeSpan.FromSeconds(1);

    private readonly LiveSites _sites = new();
    private readonly StandInOrigin _origin;
    private readonly ReadyPool _pool;
    private GatewayHost? _gateway;
    private SecurityEvent? _event;
    private TaskCompletionSource _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private uint _client;

    private AskedGateway(StandInOrigin origin)
    {
        _origin = origin;
        _pool = new(new(ObjectNames.SystemTenant, new(ObjectKinds.OriginPool, ObjectNames.DefaultNamespace, "stand-in")), new() { Endpoints = [new("127.0.0.1", null, origin.Port, 1, Backup: false)] });
    }

    /// <summary>Opens both on free ports.</summary>
    public static async Task<AskedGateway> StartAsync(TimeProvider clock, CancellationToken stop)
    {
        var asked = new AskedGateway(await StandInOrigin.StartAsync(stop));
        try
        {
            var config = new GatewayConfig
            {
                Listen = [new() { Address = "127.0.0.1", Port = 0, ProxyProtocol = true }],
                Admin = new() { Enabled = false },
                TrustedProxies = ["127.0.0.1/32"],
                ClientAddress = ClientAddressSource.Connection,
                // What is tried asks for nothing by itself.
                Probes = new() { Enabled = false },
                Timeouts = new() { Drain = TimeSpan.Zero },
            };
            asked._gateway = await GatewayHost.StartAsync(config, new() { Sites = asked._sites, Events = asked.Happened, Access = asked.Recorded, Clock = clock }, stop);
            return asked;
        }
        catch
        {
            await asked.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks one site with every sample that is for it.</summary>
    /// <returns>How each fared, in their order.</returns>
    public async Task<IReadOnlyList<Fared>> AskAsync(ReadySite site, IReadOnlyList<Sample> samples, CancellationToken stop)
    {
        var host = HostOf(site.Delivery.Domains);
        // Wherever it listens: here it is served alone, and here only.
        var alone = site with { Delivery = site.Delivery with { Listeners = [] }, Pool = _pool, RoutePools = [.. site.RoutePools.Select(static _ => (ReadyPool?)null)] };
        _sites.Publish(new(site.Key.Tenant, site.Revision, [alone], []));
        try
        {
            var fared = new List<Fared>(samples.Count);
            foreach (var sample in samples) fared.Add(await AskAsync(sample.For(sample.Host ?? host), stop));
            return fared;
        }
        finally
        {
            _sites.Remove(site.Key.Tenant);
        }
    }

    /// <summary>A host of a site; empty for a site that has none.</summary>
    public static string HostOf(IReadOnlyList<string> domains) =>
        domains.FirstOrDefault(d => !d.StartsWith('*')) ?? (domains.Count > 0 ? domains[0].Replace("*", "sandbox", StringComparison.Ordinal) : "");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
        await _origin.DisposeAsync();
    }

    private async Task<Fared> AskAsync(byte[] request, CancellationToken stop)
    {
        (_event, _recorded) = (null, new(TaskCreationOptions.RunContinuationsAsynchronously));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_gateway!.Addresses[0], stop);
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes($"PROXY TCP4 {NextClient()} 127.0.0.1 40000 80\r\n"), .. request], stop);
        // Either it is recorded, or the connection ends without.
        await Task.WhenAny(_recorded.Task, ReadToEndAsync(socket, stop)).WaitAsync(stop);
        await Task.WhenAny(_recorded.Task, Task.Delay(Recording, stop));
        if (!_recorded.Task.IsCompleted) return Fared.Unanswered;
        return Volatile.Read(ref _event) is { } what ? Fared.Of(what) : Fared.Through;
    }

    private static async Task ReadToEndAsync(Socket socket, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, stop) > 0)
            {
                // What is answered is told by the record.
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed here, or there.
        }
    }

    private IPAddress NextClient()
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, FirstClient + (_client++ % Clients));
        return new(bytes);
    }

    private bool Happened(SecurityEvent what)
    {
        Volatile.Write(ref _event, what);
        return true;
    }

    // The last thing that becomes of a request.
    private bool Recorded(AccessLogLine line)
    {
        _recorded.TrySetResult();
        return true;
    }
}
