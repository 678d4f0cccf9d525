namespace Palisade.Engine.Values;

/// <summary>The persistent collections (<c>IP</c>, <c>SESSION</c>, <c>GLOBAL</c>, <c>USER</c>, <c>RESOURCE</c>) of one gateway, in memory with expiry. Safe for all requests at once; outlives reloads.</summary>
public sealed class CollectionStore(TimeProvider clock)
{
    /// <summary>The clock that expiry is measured by.</summary>
    public TimeProvider Clock => clock;
}
