using System.Security.Cryptography;
using Palisade.Configuration.Objects.Kinds;

namespace Palisade.Gateway.Proxy.Pools.Balancing;

/// <summary>Chooses one of the servers that may have a request.</summary>
internal abstract class Balancer
{
    /// <summary>The one for a pool.</summary>
    public static Balancer Of(OriginPoolSpec pool) => pool.Balancing switch
    {
        Configuration.Objects.Kinds.Balancing.LeastRequests => new LeastRequests(),
        Configuration.Objects.Kinds.Balancing.PowerOfTwoChoices => new PowerOfTwoChoices(),
        Configuration.Objects.Kinds.Balancing.Random => new RandomChoice(),
        Configuration.Objects.Kinds.Balancing.First => new FirstWell(),
        _ => new RoundRobin(pool.Endpoints.Count),
    };

    /// <summary>Chooses one.</summary>
    /// <param name="all">The servers of the pool.</param>
    /// <param name="candidates">The places, in <paramref name="all"/>, of those to choose from; at least one. Their weights are above zero.</param>
    /// <returns>Its place in <paramref name="all"/>.</returns>
    public abstract int Choose(PoolEndpoint[] all, ReadOnlySpan<byte> candidates);

    /// <summary>Whether <paramref name="a"/> has less to do, for its weight, than <paramref name="b"/>.</summary>
    protected static bool IsFreer(PoolEndpoint a, PoolEndpoint b) => (a.UnderWay + 1L) * b.Spec.Weight < (b.UnderWay + 1L) * a.Spec.Weight;

    /// <summary>One at random, by weight.</summary>
    protected static int Any(PoolEndpoint[] all, ReadOnlySpan<byte> candidates)
    {
        var total = 0;
        foreach (var place in candidates) total += all[place].Spec.Weight;
        var at = RandomNumberGenerator.GetInt32(total);
        foreach (var place in candidates)
        {
            at -= all[place].Spec.Weight;
            if (at < 0) return place;
        }

        return candidates[^1];
    }
}
