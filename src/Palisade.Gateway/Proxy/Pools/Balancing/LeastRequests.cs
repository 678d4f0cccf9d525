namespace Palisade.Gateway.Proxy.Pools.Balancing;

/// <summary><c>least_requests</c>: the one with the fewest requests under way, for its weight; of equals, one after the other.</summary>
internal sealed class LeastRequests : Balancer
{
    private int _turn;

    /// <inheritdoc/>
    public override int Choose(PoolEndpoint[] all, ReadOnlySpan<byte> candidates)
    {
        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)candidates.Length);
        int best = candidates[first];
        for (var i = 1; i < candidates.Length; i++)
        {
            int place = candidates[(first + i) % candidates.Length];
            if (IsFreer(all[place], all[best])) best = place;
        }

        return best;
    }
}
