using System.Net;
using Palisade.Engine.Geo;

namespace Palisade.Protection.Policies.Matching;

/// <summary>The databases that say where clients are; without them, clients have no labels. Immutable.</summary>
public sealed class Geography(GeoDatabase? places, GeoDatabase? networks)
{
    /// <summary>Nothing is known.</summary>
    public static Geography None { get; } = new(null, null);

    /// <summary>Whether places are known.</summary>
    public bool HasPlaces => places is not null;

    /// <summary>Whether networks are known.</summary>
    public bool HasNetworks => networks is not null;

    /// <summary>Where a client is; null when nobody knows.</summary>
    public GeoPlace? Place(IPAddress client) => places?.Place(client);

    /// <summary>Whose network it is in; null when nobody knows.</summary>
    public GeoNetwork? Network(IPAddress client) => networks?.Network(client);
}
