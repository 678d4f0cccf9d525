using System.Net;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>That a site wants a port.</summary>
/// <param name="Listener">Which of its listeners says so, counted from 0.</param>
/// <param name="ByAlias">Whether its address is one of those that gateways have by an alias: of these, only some are this machine's.</param>
internal readonly record struct PortClaim(ObjectKey Site, int Listener, bool ByAlias, PortSettings Settings);

/// <summary>Who wants which ports, in the order in which they came: who came first says what is spoken there.</summary>
internal sealed class PortClaims
{
    private readonly Dictionary<IPEndPoint, List<PortClaim>> _all = [];

    /// <summary>Everything that is wanted.</summary>
    public IEnumerable<KeyValuePair<IPEndPoint, List<PortClaim>>> All => _all;

    /// <summary>Whether anybody wants a port.</summary>
    public bool Has(IPEndPoint port) => _all.ContainsKey(port);

    /// <summary>Puts what sites want now in the place of what they wanted. Who wanted a port and still does keeps the place in its order.</summary>
    /// <param name="sites">The sites that were published before.</param>
    public void Replace(IReadOnlySet<ObjectKey> sites, IReadOnlyList<(IPEndPoint Port, PortClaim Claim)> wanted)
    {
        var now = wanted.GroupBy(w => (w.Port, w.Claim.Site)).ToDictionary(g => g.Key, g => g.First().Claim);
        foreach (var (port, claims) in _all)
        {
            for (var i = claims.Count - 1; i >= 0; i--)
            {
                if (!sites.Contains(claims[i].Site)) continue;
                if (now.Remove((port, claims[i].Site), out var still)) claims[i] = still;
                else claims.RemoveAt(i);
            }
        }

        foreach (var ((port, _), claim) in now)
        {
            if (!_all.TryGetValue(port, out var claims)) _all[port] = claims = [];
            claims.Add(claim);
        }

        foreach (var port in _all.Where(p => p.Value.Count == 0).Select(p => p.Key).ToList()) _all.Remove(port);
    }
}
