namespace Palisade.Trust.Validation;

/// <summary>Why a peer is not let in, or not spoken to.</summary>
public enum PeerRefusal
{
    /// <summary>It showed no certificate.</summary>
    NoCertificate,

    /// <summary>Its certificate was not issued by this installation: another root, or none.</summary>
    UnknownIssuer,

    /// <summary>Its certificate is not valid yet.</summary>
    NotYetValid,

    /// <summary>Its certificate is not valid any more.</summary>
    Expired,

    /// <summary>Its chain breaks a rule that the authority's certificate states.</summary>
    OutsideConstraints,

    /// <summary>Its certificate is for something else than connections.</summary>
    WrongUse,

    /// <summary>Its certificate names nobody, or not in the one form there is.</summary>
    NoIdentity,

    /// <summary>It belongs to another installation.</summary>
    ForeignDomain,

    /// <summary>It, its certificate or its authority was taken back.</summary>
    Revoked,

    /// <summary>There is no list of what was taken back, or it is too old to be relied on.</summary>
    ListTooOld,

    /// <summary>It is who it says, and has another role than is wanted here.</summary>
    WrongRole,

    /// <summary>It is who it says, and another tenant's.</summary>
    WrongTenant,

    /// <summary>It is who it says, and of another group.</summary>
    WrongGroup,
}
