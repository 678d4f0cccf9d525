namespace Palisade.Trust.Chains;

/// <summary>Why a certificate does not lead to a root of ours.</summary>
public enum ChainRefusal
{
    /// <summary>It was issued by somebody else, or issued by nobody but itself, or its issuer was not sent along.</summary>
    UnknownIssuer,

    /// <summary>It is not valid yet; or a clock is wrong.</summary>
    NotYetValid,

    /// <summary>It is not valid any more; or a clock is wrong.</summary>
    Expired,

    /// <summary>An authority issued what it must not: a name outside the domain, an authority below an authority.</summary>
    OutsideConstraints,
}
