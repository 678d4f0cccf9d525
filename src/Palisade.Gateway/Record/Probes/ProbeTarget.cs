using System.Net;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Classify.Ports;
using Palisade.Gateway.Classify.Sites;

namespace Palisade.Gateway.Record.Probes;

/// <summary>The listener of this gateway that a URL leads to.</summary>
/// <param name="Address">To connect to.</param>
internal readonly record struct ProbeTarget(IPEndPoint Address, bool Tls, bool ProxyProtocol)
{
    /// <summary>The first listener where the site is served and that the URL's scheme and port allow; of several, one with the scheme's usual port goes first. Null for none.</summary>
    /// <param name="places">Where the site is served; null for everywhere.</param>
    public static ProbeTarget? Find(IReadOnlyList<OpenPlace> open, IReadOnlyList<SitePlace>? places, MonitoredUrl url)
    {
        ProbeTarget? found = null;
        foreach (var listener in open)
        {
            if (url.Tls is { } tls && tls != listener.Tls) continue;
            if (url.Port is { } port && port != listener.Address.Port) continue;
            if (Reached(listener.Address, places) is not { } address) continue;
            var target = new ProbeTarget(new(address, listener.Address.Port), listener.Tls, listener.ProxyProtocol);
            if (listener.Address.Port == (listener.Tls ? 443 : 80)) return target;
            found ??= target;
        }

        return found;
    }

    // A socket for all addresses is reached at the one that the site is served at.
    private static IPAddress? Reached(IPEndPoint listener, IReadOnlyList<SitePlace>? places)
    {
        var isAny = listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any);
        var near = !isAny ? listener.Address : listener.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        if (places is null) return near;
        foreach (var place in places)
        {
            if (place.Port != listener.Port) continue;
            if (place.Address is not { } own) return near;
            if (own.Equals(listener.Address) || (isAny && own.AddressFamily == listener.AddressFamily)) return own;
        }

        return null;
    }
}
