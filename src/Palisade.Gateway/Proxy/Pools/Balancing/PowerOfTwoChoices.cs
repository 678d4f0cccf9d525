namespace Palisade.Gateway.Proxy.Pools.Balancing;

/// <summary><c>power_of_two_choices</c>: of two taken at random, the one with fewer requests under way.</summary>
internal sealed class PowerOfTwoChoices : Balancer
{
    /// <inheritdoc/>
    public override int Choose(PoolEndpoint[] all, ReadOnlySpan<byte> candidates)
    {
        var (one, other) = (Any(all, candidates), Any(all, candidates));
        return IsFreer(all[other], all[one]) ? other : one;
    }
}
