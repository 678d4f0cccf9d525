namespace Palisade.Gateway.Proxy.Pools.Balancing;

/// <summary><c>first</c>: the first in the order written; the others are in reserve.</summary>
internal sealed class FirstWell : Balancer
{
    /// <inheritdoc/>
    public override int Choose(PoolEndpoint[] all, ReadOnlySpan<byte> candidates) => candidates[0];
}
