namespace Palisade.Gateway.Proxy.Pools.Balancing;

/// <summary><c>random</c>: one at random, by weight.</summary>
internal sealed class RandomChoice : Balancer
{
    /// <inheritdoc/>
    public override int Choose(PoolEndpoint[] all, ReadOnlySpan<byte> candidates) => Any(all, candidates);
}
