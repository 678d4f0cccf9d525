namespace Palisade.Trust.Authority;

/// <summary>Why a signing request is not taken.</summary>
public enum SigningRequestRefusal
{
    /// <summary>It is longer than any request for a key that is allowed.</summary>
    TooLong,

    /// <summary>It is no PKCS#10 request, or something follows it.</summary>
    Malformed,

    /// <summary>The key is of a kind that is not allowed.</summary>
    KeyNotAllowed,

    /// <summary>It is not signed by the key it names: whoever asks does not hold it.</summary>
    NoProof,
}
