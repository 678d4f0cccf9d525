using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Palisade.Configuration;
using Palisade.Gateway.Classify.Sites;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>
/// Opens the ports that sites name in their listeners and closes them when no site does any more. A port that cannot be had is the trouble of those who name it and of
/// nobody else; it is tried again.
/// </summary>
internal sealed class SitePorts(GatewayConfig config, LiveSites sites, PortGates gates, TimeProvider clock) : IDisposable
{
    /// <summary>Most ports that are open for sites.</summary>
    private const int Most = 1000;

    /// <summary>Most ports that one tenant can have opened.</summary>
    private const int MostOfTenant = 100;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly Lock _changing = new();
    private readonly PortClaims _claims = new();
    private readonly Dictionary<IPEndPoint, PortSocket> _open = [];
    private readonly Dictionary<IPEndPoint, string> _refused = [];
    private readonly HashSet<IPEndPoint> _elsewhere = [];
    private readonly MachineAddresses _machine = new();
    private readonly IPEndPoint[] _own = [.. config.Listen.Select(l => new IPEndPoint(IPAddress.Parse(l.Address), l.Port))];
    private IDisposable? _watching;
    private ITimer? _timer;
    private bool _ended;

    /// <summary>What is open.</summary>
    public IReadOnlyList<OpenPlace> Open
    {
        get
        {
            lock (_changing) return [.. _open.Select(p => new OpenPlace(p.Key, p.Value.Settings.Tls, p.Value.Settings.ProxyProtocol))];
        }
    }

    /// <summary>Opens what sites name now, and from then on what they name later.</summary>
    public void Start()
    {
        _timer = clock.CreateTimer(_ => TryAgain(), null, Again, Again);
        _watching = sites.Watch(Change);
    }

    /// <summary>Takes no more connections; those that are there go on.</summary>
    public void Dispose()
    {
        _watching?.Dispose();
        _timer?.Dispose();
        lock (_changing)
        {
            _ended = true;
            foreach (var port in _open.Values) port.Dispose();
            _open.Clear();
        }
    }

    private void Change(IReadOnlyList<ReadySite> before, IReadOnlyList<ReadySite> after)
    {
        var wanted = after.SelectMany(Wanted).ToList();
        if (wanted.Count == 0 && before.All(site => site.Delivery.Listeners.Count == 0)) return;
        lock (_changing)
        {
            _claims.Replace(before.Select(site => site.Key).ToHashSet(), wanted);
            Settle();
        }
    }

    private void TryAgain()
    {
        lock (_changing)
        {
            var moved = _elsewhere.Count > 0 && _machine.MayHaveMoved();
            if (_refused.Count > 0 || moved) Settle(moved);
        }
    }

    private IEnumerable<(IPEndPoint Port, PortClaim Claim)> Wanted(ReadySite site)
    {
        foreach (var listener in site.Delivery.Listeners)
        {
            if (SitePlace.Of(listener) is not { } place) continue;
            // Without an address of its own, a site is as near or far as the gateway is.
            foreach (var address in place.Address is { } own ? [own] : _own.Select(o => o.Address).Distinct())
            {
                var port = new IPEndPoint(address, place.Port);
                if (!IsOwn(port)) yield return (port, new(site.Key, listener.Number, listener.Alias is not null, new(listener.Tls, listener.Http2, listener.ProxyProtocol)));
            }
        }
    }

    // What the gateway listens at anyway is not the sites' to say.
    private bool IsOwn(IPEndPoint port) => _own.Any(own => own.Port == port.Port
        && (own.Address.Equals(port.Address) || own.Address.Equals(IPAddress.IPv6Any) || (own.Address.Equals(IPAddress.Any) && port.AddressFamily is AddressFamily.InterNetwork)));

    /// <summary>Makes what is open what is wanted, as far as that can be.</summary>
    /// <param name="moved">Whether addresses that were none of this machine may be by now.</param>
    private void Settle(bool moved = false)
    {
        if (_ended) return;
        foreach (var gone in _open.Keys.Where(port => !_claims.Has(port)).ToList())
        {
            _open.Remove(gone, out var socket);
            socket!.Dispose();
        }

        _refused.Clear();
        _elsewhere.RemoveWhere(port => moved || !_claims.Has(port));
        var opened = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (port, claims) in _claims.All)
        {
            if (IsOthers(port, claims)) continue;
            var (tenant, settings) = (claims[0].Site.Tenant, claims[0].Settings);
            var count = opened.GetValueOrDefault(tenant) + 1;
            if (_open.TryGetValue(port, out var there)) there.Settings = settings;
            else if (Refusal(port, count) is { } reason) _refused[port] = reason;
            else Try(port, settings);
            if (IsOthers(port, claims)) _refused.Remove(port);
            else opened[tenant] = count;
        }

        sites.PortFaults.Set(Faults());
    }

    // What an alias is of at other gateways is theirs to open: it is nobody's trouble here, counts for nobody, and is not tried all the time.
    private bool IsOthers(IPEndPoint port, List<PortClaim> claims) => _elsewhere.Contains(port) && claims.TrueForAll(c => c.ByAlias);

    private string? Refusal(IPEndPoint port, int ofTenant)
    {
        if (port.Port < config.SitePorts.From || port.Port > config.SitePorts.To) return $"This gateway opens the ports {config.SitePorts.From} to {config.SitePorts.To} only (--site-ports).";
        if (config.Admin.Enabled && port.Port == config.Admin.Port) return "It is the port of this gateway's administration.";
        if (ofTenant > MostOfTenant) return $"A tenant may have {MostOfTenant} ports opened; this is one more.";
        return _open.Count >= Most ? $"This gateway has {Most} ports of sites open and opens no more." : null;
    }

    private void Try(IPEndPoint port, PortSettings settings)
    {
        try
        {
            _open[port] = PortSocket.Open(port, settings, gates, clock);
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            var error = (fault as SocketException ?? fault.InnerException as SocketException)?.SocketErrorCode;
            if (error is SocketError.AddressNotAvailable) _elsewhere.Add(port);
            _refused[port] = error switch
            {
                SocketError.AddressAlreadyInUse => $"Another program, or another listener, has {port}; it is tried again every {Again.TotalSeconds:0} s.",
                SocketError.AccessDenied => $"The system does not let this gateway open {port}: ports below 1024 may need the right to (CAP_NET_BIND_SERVICE).",
                SocketError.AddressNotAvailable => $"{port.Address} is no address of this gateway; an alias names an address that each gateway has of its own.",
                _ => $"{port} cannot be opened: {fault.Message}",
            };
        }
    }

    private List<PortFault> Faults()
    {
        var faults = new List<PortFault>();
        foreach (var (port, claims) in _claims.All)
        {
            foreach (var claim in claims.Where(c => !c.ByAlias || !_elsewhere.Contains(port)))
            {
                // Whose the first one is, is nobody else's to know.
                var reason = _refused.GetValueOrDefault(port) ?? (claim.Settings != claims[0].Settings ? $"Another site was first to name {port}, with {claims[0].Settings}; a port is shared with equal settings only." : null);
                if (reason is not null) faults.Add(new(claim.Site, string.Create(CultureInfo.InvariantCulture, $"spec.listeners[{claim.Listener}].port"), reason));
            }
        }

        faults.Sort(static (a, b) => string.CompareOrdinal(a.Site.ToString() + a.Field, b.Site.ToString() + b.Field));
        return faults;
    }
}
