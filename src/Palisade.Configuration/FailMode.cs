namespace Palisade.Configuration;

/// <summary>What happens to a request that the engine could not inspect because of a fault of ours.</summary>
public enum FailMode
{
    /// <summary>It is answered with 503 and a support id. The default: an unknown fault is never a pass.</summary>
    Closed,

    /// <summary>It goes on to the origin, counted and reported as uninspected.</summary>
    Open,
}
