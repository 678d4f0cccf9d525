using System.Net;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Classify.Sites;

/// <summary>A site under one of its domains.</summary>
/// <param name="Places">Where it is served; empty for everywhere.</param>
internal sealed record SiteEntry(ReadySite Site, SitePlace[] Places)
{
    /// <summary>Whether it is served where a connection was accepted.</summary>
    public bool IsAt(IPEndPoint local)
    {
        foreach (var place in Places)
        {
            if (place.Has(local)) return true;
        }

        return Places.Length == 0;
    }

    /// <summary>Whether some connection could be meant for both. One that is served everywhere leaves room for one with places of its own.</summary>
    public bool Clashes(SiteEntry other)
    {
        if (Places.Length == 0 || other.Places.Length == 0) return Places.Length == other.Places.Length;
        return Places.Any(place => other.Places.Any(place.Overlaps));
    }
}

/// <summary>A port, on one address or on all.</summary>
/// <param name="Address">Null for all.</param>
internal sealed record SitePlace(IPAddress? Address, int Port)
{
    /// <summary>Of a listener; null where no gateway has its alias, so that nothing arrives there.</summary>
    public static SitePlace? Of(SiteListener listener) => listener switch
    {
        { Address: { } address } => new(Plain(IPAddress.Parse(address)), listener.Port),
        { Alias: null } => new(null, listener.Port),
        _ => null,
    };

    /// <summary>Whether a connection that was accepted at <paramref name="local"/> is meant.</summary>
    public bool Has(IPEndPoint local) => local.Port == Port && (Address is null || Address.Equals(Plain(local.Address)));

    /// <summary>Whether some connection is meant by both.</summary>
    public bool Overlaps(SitePlace other) => Port == other.Port && (Address is null || other.Address is null || Address.Equals(other.Address));

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
