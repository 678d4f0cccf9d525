namespace Palisade.Gateway.Accept;

/// <summary>How a request ends when it is not the origin that answers. Closed: these and no other.</summary>
internal enum VerdictKind
{
    /// <summary>A rule refused it: the block page.</summary>
    Block,

    /// <summary>A browser must show that it is one: the page of the challenge, or a refusal for those that cannot run it.</summary>
    Challenge,

    /// <summary>It asked the gateway itself for something and got it: a passed challenge.</summary>
    Answered,

    /// <summary>A rule closed the connection without an answer.</summary>
    Drop,

    /// <summary>A rule sent the client elsewhere.</summary>
    Redirect,

    /// <summary>It breaks the protocol or a limit: 400, 413, 414, 431 and the like.</summary>
    Refuse,

    /// <summary>Its user asks too often: 429.</summary>
    Limit,

    /// <summary>No site has its host, or another than its TLS name asked for: 404, 421.</summary>
    NoSite,

    /// <summary>The site's operation mode lets nothing through: 503.</summary>
    Closed,

    /// <summary>The origin could not be reached or gave no usable answer: 502, 504.</summary>
    OriginFailed,

    /// <summary>The engine failed and the operator chose closed: 503.</summary>
    EngineFailed,

    /// <summary>The client went away before it had an answer.</summary>
    ClientGone,
}

/// <summary>The end of a request that is not the origin's answer.</summary>
/// <param name="Status">What the client is told; 499, as nginx logs it, for a client that went away.</param>
/// <param name="Reason">One word or two for event and metric, such as <c>rule</c> or <c>origin_refused</c>.</param>
/// <param name="Location">Where a redirect leads; otherwise null.</param>
/// <param name="Reply">What is sent in the place of the block page; null for that.</param>
internal sealed record Verdict(VerdictKind Kind, int Status, string Reason, string? Location = null, Reply? Reply = null)
{
    /// <summary>What WWW-Authenticate says with a status of 401; otherwise null.</summary>
    public string? Authenticate { get; init; }
}

/// <summary>An answer of ours that is no block page. <c>Cache-Control: no-store</c> goes with it.</summary>
/// <param name="ContentType">Empty where there is no body.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record Reply(string ContentType, byte[] Body, params IReadOnlyList<KeyValuePair<string, string>> Headers);
