namespace Palisade.Configuration;

/// <summary>Which header of a trusted proxy names the real client.</summary>
/// <remarks>
/// Exactly one: a proxy rewrites only the header it knows, and passes the other on as the client forged it.
/// </remarks>
public enum ClientAddressSource
{
    /// <summary><c>X-Forwarded-For</c>, rightmost address that is not itself a trusted proxy.</summary>
    XForwardedFor,

    /// <summary><c>Forwarded</c> (RFC 7239), rightmost <c>for=</c> that is not itself a trusted proxy.</summary>
    Forwarded,

    /// <summary>No header: the address of the connection, after PROXY protocol where that is on.</summary>
    Connection,
}
