using System.Security.Cryptography;
using System.Text;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>
/// What tells that a request was here before (RFC 8586): a pool may lead back to this gateway, or to another that leads back, and one request would then go round until
/// the connections of all tenants are used up. The mark is another one in each process, and says nothing of it. The site of the command line, whose operator
/// is the gateway's own, sends none.
/// </summary>
internal static class LoopMark
{
    /// <summary>The header.</summary>
    public const string Name = "CDN-Loop";

    /// <summary>What this gateway adds to it.</summary>
    public static string Value { get; } = $"palisade-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    // Behind what it is made of.
    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(Value);

    /// <summary>Whether requests of a site carry it.</summary>
    public static bool IsSent(Exchange exchange) => exchange.Served is { Key.Tenant.Length: > 0 };

    /// <summary>Whether this gateway has sent the request on before.</summary>
    public static bool IsOurs(Exchange exchange)
    {
        foreach (var header in exchange.Head.Headers)
        {
            if (header.Name.Length == Name.Length && Ascii.EqualsIgnoreCase(header.Name.Span, "cdn-loop"u8) && header.Value.Span.IndexOf(Bytes) >= 0) return true;
        }

        return false;
    }
}
