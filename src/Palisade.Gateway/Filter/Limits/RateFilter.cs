using Palisade.Gateway.Accept;
using Palisade.Protection.Policies.Limits;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Gateway.Filter.Limits;

/// <summary>Counts a request against the limits that hold for its user, and refuses what is above them. Shared with other gateways where there is a store.</summary>
/// <param name="shared">The store that gateways share; null to count here alone.</param>
internal sealed class RateFilter(RateCounters counters, SharedRates? shared, TimeProvider clock)
{
    private readonly long _origin = clock.GetTimestamp();

    /// <summary>Ends the request where it exceeds a limit. Completes at once unless a store is asked.</summary>
    public ValueTask RunAsync(Exchange exchange)
    {
        if (exchange.Policy.RatePolicies.Count == 0) return default;
        if (shared is not null) return RunSharedAsync(exchange, shared);

        var now = Now();
        var policies = exchange.Policy.RatePolicies;
        for (var i = 0; i < policies.Count && exchange.Open; i++)
        {
            if (!Find(exchange, policies[i], out var limiter, out var user)) continue;
            foreach (var limit in limiter.Limits)
            {
                if (!Carry(exchange, policies[i], limit, counters.Take(user, limit, now))) break;
            }
        }

        return default;
    }

    private async ValueTask RunSharedAsync(Exchange exchange, SharedRates store)
    {
        var policies = exchange.Policy.RatePolicies;
        for (var i = 0; i < policies.Count && exchange.Open; i++)
        {
            if (!Find(exchange, policies[i], out var limiter, out var user)) continue;
            for (var l = 0; l < limiter.Limits.Length; l++)
            {
                var limit = limiter.Limits[l];
                if (!Carry(exchange, policies[i], limit, await TakeAsync(store, user, limit))) break;
            }
        }
    }

    private async ValueTask<RateAnswer> TakeAsync(SharedRates store, UInt128 user, RateLimit limit)
    {
        // Whom the store refused until a time it would refuse again: nobody's requests can shorten that.
        var now = Now();
        var refused = counters.Refused(user, limit, now);
        if (refused > TimeSpan.Zero) return new(Allowed: false, 0, refused);

        if (await store.TakeAsync(user ^ limit.Id, limit) is not { } answer) return counters.Take(user, limit, Now());

        // Counted here too, so that counting alone, should the store go away, begins with what this gateway let through.
        if (answer.Allowed) counters.Note(user, limit, now);
        else counters.Refuse(user, limit, now, now + answer.Wait.Ticks);
        return answer;
    }

    private static bool Find(Exchange exchange, RatePolicy policy, out RateLimiter limiter, out UInt128 user)
    {
        var request = new PolicyRequest(exchange.Head, exchange.Path.Span, exchange.Site.Geography, exchange.Head.Started);
        user = 0;
        limiter = policy.For(ref request)!;
        if (limiter is null || !(limiter.Users ?? exchange.Policy.Users).Find(ref request, out user)) return false;

        user ^= TenantSeeds.Of(exchange.Served?.Key.Tenant ?? "");
        return true;
    }

    /// <summary>False when the request is above the limit.</summary>
    private static bool Carry(Exchange exchange, RatePolicy policy, RateLimit limit, in RateAnswer answer)
    {
        // Of several limits, the client is told the one that it will meet first.
        if (exchange.Rate is not { } told || !answer.Allowed || answer.Remaining < told.Remaining) exchange.Rate = new(limit, answer.Remaining, answer.Wait);
        if (answer.Allowed) return true;

        exchange.Found(new PolicyFinding("rate_limiter_policy", policy.Name, limit.Limiter, $"Rate limiter '{limit.Limiter}' refuses it: the user has more than {limit.Total} requests in {limit.Period}.") { Tags = ["attack-dos"] });
        exchange.Decide(new Verdict(VerdictKind.Limit, 429, "rate_limit"));
        return false;
    }

    private long Now() => clock.GetElapsedTime(_origin).Ticks + TimeSpan.TicksPerDay;
}
