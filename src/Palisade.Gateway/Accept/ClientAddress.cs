using System.Net;
using Palisade.Configuration;

namespace Palisade.Gateway.Accept;

/// <summary>Who sent a request.</summary>
/// <param name="Address">The real client, as far as trusted proxies vouch for it.</param>
/// <param name="Port">Its port; 0 when only its address is known.</param>
/// <param name="Peer">Who opened the connection (or whom PROXY protocol named).</param>
/// <param name="PeerTrusted">Whether the peer is a trusted proxy, so that its forwarding headers may be passed on.</param>
internal readonly record struct Client(IPAddress Address, int Port, IPAddress Peer, bool PeerTrusted);

/// <summary>Finds the real client behind trusted proxies: walks the chain of addresses from the right and stops at the first that is not trusted.</summary>
internal sealed class ClientAddress(TrustedProxies trusted, ClientAddressSource source)
{
    /// <summary>Whether the word of <paramref name="peer"/> about the client counts, so that it is worth reading.</summary>
    public bool Asks(IPAddress peer) => source is not ClientAddressSource.Connection && trusted.Contains(peer);

    /// <summary>The client of a request that came over a connection from <paramref name="peer"/>.</summary>
    /// <param name="forwardedFor">All values of the header that the configuration names, in order.</param>
    public Client Of(IPEndPoint peer, ReadOnlySpan<string> forwardedFor)
    {
        var address = TrustedProxies.Plain(peer.Address);
        if (!trusted.Contains(address)) return new(address, peer.Port, address, PeerTrusted: false);
        if (source is ClientAddressSource.Connection) return new(address, peer.Port, address, PeerTrusted: true);

        var found = new IPEndPoint(address, peer.Port);
        for (var i = forwardedFor.Length - 1; i >= 0; i--)
        {
            var rest = forwardedFor[i].AsSpan();
            while (!rest.IsEmpty)
            {
                var element = LastElement(ref rest);
                var node = source is ClientAddressSource.Forwarded ? ForwardedElement.For(element) : element;
                // A broken or hidden element ends the walk: what lies to its left has nobody to vouch for it.
                if (!ForwardedElement.TryNode(node, out var next)) return new(found.Address, found.Port, address, PeerTrusted: true);

                found = next;
                if (!trusted.Contains(found.Address)) return new(found.Address, found.Port, address, PeerTrusted: true);
            }
        }

        return new(found.Address, found.Port, address, PeerTrusted: true);
    }

    /// <summary>Takes the last element of a comma-separated list off it; commas in quoted strings do not part.</summary>
    private static ReadOnlySpan<char> LastElement(ref ReadOnlySpan<char> rest)
    {
        var quoted = false;
        for (var i = rest.Length - 1; i >= 0; i--)
        {
            if (rest[i] == '"') quoted = !quoted;
            if (rest[i] != ',' || quoted) continue;

            var element = rest[(i + 1)..].Trim();
            rest = rest[..i];
            return element;
        }

        var only = rest.Trim();
        rest = default;
        return only;
    }
}
