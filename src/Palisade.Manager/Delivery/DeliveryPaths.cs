namespace Palisade.Manager.Delivery;

/// <summary>What gateways ask for.</summary>
public static class DeliveryPaths
{
    /// <summary>POST: begins to follow.</summary>
    public const string Follow = "/delivery/v1/follow";

    /// <summary>GET: the revocation lists, each with its length (4 bytes) before it.</summary>
    public const string Lists = "/delivery/v1/lists";

    /// <summary>POST: a signing request for the next certificate.</summary>
    public const string Renew = "/delivery/v1/renew";

    /// <summary>POST: what is in force.</summary>
    public const string Report = "/delivery/v1/report";

    /// <summary>POST: how a snapshot fared; of sandboxes only.</summary>
    public const string Verdict = "/delivery/v1/verdict";

    /// <summary>POST: how it fares.</summary>
    public const string Health = "/delivery/v1/health";

    /// <summary>What concerns one tenant is behind this and its name.</summary>
    public const string Tenants = "/delivery/v1/tenants/";

    /// <summary>GET: the signed manifest of the newest snapshot.</summary>
    public static string Manifest(string tenant) => $"{Tenants}{tenant}/manifest";

    /// <summary>POST: the newest manifest, and the few pieces that a gateway at a position does not have.</summary>
    public static string Newer(string tenant) => $"{Tenants}{tenant}/newer";

    /// <summary>POST: blobs by their hashes.</summary>
    public static string Blobs(string tenant) => $"{Tenants}{tenant}/blobs";

    /// <summary>GET: the sealing keys.</summary>
    public static string Keys(string tenant) => $"{Tenants}{tenant}/keys";

    /// <summary>POST: the signed manifest in force, where it is of a later position than what the manager tells.</summary>
    public static string Ahead(string tenant) => $"{Tenants}{tenant}/ahead";
}
