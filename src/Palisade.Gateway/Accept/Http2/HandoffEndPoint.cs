using System.Net;

namespace Palisade.Gateway.Accept.Http2;

/// <summary>Where no socket listens: connections that turned out to speak HTTP/2 are handed over here.</summary>
internal sealed class HandoffEndPoint : EndPoint
{
    /// <inheritdoc/>
    public override string ToString() => "h2c";
}
