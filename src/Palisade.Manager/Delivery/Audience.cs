using Palisade.Trust.Identities;

namespace Palisade.Manager.Delivery;

/// <summary>
/// For whom a snapshot is made: a gateway group by its name, or the sandboxes of one. Sandboxes get all sites of a tenant, whatever group they are for, so that one
/// verdict holds for every group.
/// </summary>
internal static class Audience
{
    // No name of a group has a colon.
    private const string Sandboxes = "sandbox:";

    /// <summary>That of a component.</summary>
    public static string Of(Identity who) => who.Role is Role.Sandbox ? Sandboxes + who.Group : who.Group;

    /// <summary>Whether it is one of sandboxes.</summary>
    public static bool IsSandbox(string audience) => audience.StartsWith(Sandboxes, StringComparison.Ordinal);

    /// <summary>The group that stands in the manifest: that of the certificate of whoever asks.</summary>
    public static string GroupOf(string audience) => IsSandbox(audience) ? audience[Sandboxes.Length..] : audience;
}
