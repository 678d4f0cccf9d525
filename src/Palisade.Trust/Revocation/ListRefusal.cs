namespace Palisade.Trust.Revocation;

/// <summary>Why a revocation list is not taken.</summary>
public enum ListRefusal
{
    /// <summary>It cannot be read.</summary>
    Damaged,

    /// <summary>It is not signed by an authority of this installation.</summary>
    NotOurs,

    /// <summary>It is older than the one that holds, or as old and different: a replay, or a signer that lost its place.</summary>
    Older,

    /// <summary>It was made in the future; or a clock is wrong.</summary>
    FromTheFuture,
}
