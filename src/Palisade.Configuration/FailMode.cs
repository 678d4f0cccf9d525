namespace Palisade.Configuration;

/// <summary>What happens to a request that could not be inspected, or not in full, and not by the client's fault that is known.</summary>
public enum FailMode
{
    /// <summary>It does not reach the origin, and the client gets a support id. The default: not to know is never a pass.</summary>
    Closed,

    /// <summary>It goes on to the origin, counted and reported.</summary>
    Open,
}
