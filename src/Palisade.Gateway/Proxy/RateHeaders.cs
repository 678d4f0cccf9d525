using System.Globalization;
using Microsoft.AspNetCore.Http;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>Tells a client of the limit that it is nearest to (draft-ietf-httpapi-ratelimit-headers), and one that is refused when to come again (RFC 9110, section 10.2.3).</summary>
internal static class RateHeaders
{
    /// <summary>Writes them, where a limit holds.</summary>
    public static void Write(Exchange exchange, IHeaderDictionary headers)
    {
        if (exchange.Rate is not { } rate) return;

        var wait = Seconds(rate.Wait);
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{rate.Limit.Limiter}\";q={rate.Limit.Total};w={(long)rate.Limit.Period.TotalSeconds}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{rate.Limit.Limiter}\";r={rate.Remaining};t={wait}");
        if (exchange.Verdict is { Kind: VerdictKind.Limit }) headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
    }

    // Rounded up: who comes at the second that was told must not come too early.
    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
