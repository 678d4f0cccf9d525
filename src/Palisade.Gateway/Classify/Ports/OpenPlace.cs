using System.Net;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>Where this gateway listens.</summary>
/// <param name="Address">Of the listening socket: <c>0.0.0.0</c> and <c>::</c> for all addresses.</param>
/// <param name="Tls">Whether TLS is spoken.</param>
/// <param name="ProxyProtocol">Whether trusted peers begin with a PROXY protocol header.</param>
internal readonly record struct OpenPlace(IPEndPoint Address, bool Tls, bool ProxyProtocol);
