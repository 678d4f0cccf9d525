using System.Net;
using Palisade.Engine.Http;
using Palisade.Gateway.Tests.Servers;
using Palisade.Protection.Policies.Limits;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Gateway.Tests.Filter.Limits;

/// <summary>Limits as policies compile them.</summary>
internal static class Limit
{
    /// <summary>The policy of a site where one limiter holds for everything.</summary>
    public static string Policy(string limiter, string users = "rules: [{client_ip: {}}]") => $$$"""
        kind: site
        metadata: {name: shop}
        spec: {rate_limiter_policies: [all], user_identification: users}
        ---
        kind: user_identification
        metadata: {name: users}
        spec: { {{{users}}} }
        ---
        kind: rate_limiter
        metadata: {name: limiter}
        spec: { {{{limiter}}} }
        ---
        kind: rate_limiter_policy
        metadata: {name: all}
        spec:
          rate_limiter: limiter
          rules:
            - metadata: {name: health}
              spec: {bypass_rate_limiter: {}, path: {exact_values: [/health]}}
        """;

    /// <summary>The first limit of a limiter.</summary>
    public static RateLimit Of(string limiter)
    {
        var site = TestGateway.Policy(Policy(limiter));
        var head = new RequestHead("id", default, new(IPAddress.Loopback, 1, IPAddress.Loopback, 1), "GET"u8.ToArray(), "/"u8.ToArray(), "HTTP/1.1"u8.ToArray(), "GET / HTTP/1.1"u8.ToArray(), []);
        var request = new PolicyRequest(head, "/"u8, site.Geography, default);
        return site.Whole.RatePolicies[0].For(ref request)!.Limits[0];
    }
}
