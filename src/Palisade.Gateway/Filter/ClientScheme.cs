using System.Text;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Filter;

/// <summary>Whether the client spoke TLS: with us, or with a trusted proxy that says so.</summary>
internal static class ClientScheme
{
    /// <summary>Whether it did.</summary>
    public static bool IsSecure(Exchange exchange) =>
        exchange.Encrypted || (exchange.Client.PeerTrusted && Ascii.EqualsIgnoreCase(HeadValues.Bytes(exchange.Head.Headers, "X-Forwarded-Proto"), "https"u8));
}
