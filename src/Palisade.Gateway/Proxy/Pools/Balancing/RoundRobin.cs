namespace Palisade.Gateway.Proxy.Pools.Balancing;

/// <summary>
/// <c>round_robin</c>: one after the other, by weight, evenly: with weights of 2 and 1, a b a a b a. Every turn each gets its weight in credit; the
/// one with the most is taken and pays the weights of all.
/// </summary>
internal sealed class RoundRobin(int endpoints) : Balancer
{
    private readonly Lock _lock = new();
    private readonly int[] _credit = new int[endpoints];

    /// <inheritdoc/>
    public override int Choose(PoolEndpoint[] all, ReadOnlySpan<byte> candidates)
    {
        if (candidates.Length == 1) return candidates[0];
        lock (_lock)
        {
            var (best, total) = (-1, 0);
            foreach (var place in candidates)
            {
                var weight = all[place].Spec.Weight;
                total += weight;
                _credit[place] += weight;
                if (best < 0 || _credit[place] > _credit[best]) best = place;
            }

            _credit[best] -= total;
            return best;
        }
    }
}
