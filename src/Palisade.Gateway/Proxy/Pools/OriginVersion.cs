using System.Net;
using Palisade.Configuration.Objects.Kinds;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>Which HTTP is spoken with the servers of a pool.</summary>
internal static class OriginVersion
{
    /// <summary>Which version is asked for, and whether another will do.</summary>
    public static (Version Version, HttpVersionPolicy Policy) Of(OriginPoolSpec pool) => pool.Protocol switch
    {
        OriginProtocol.Http2 => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
        OriginProtocol.Auto when pool.Tls is not null => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower),
        _ => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower),
    };
}
