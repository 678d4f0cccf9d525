namespace Palisade.Detection.Targets;

/// <summary>Whom an address reaches, seen from a server.</summary>
internal enum NetworkReach : byte
{
    Public,

    /// <summary>RFC 1918, unique local, shared and link-local addresses.</summary>
    Private,

    /// <summary>The server itself.</summary>
    Loopback,

    /// <summary>The metadata service of a cloud.</summary>
    Metadata,
}
