using Palisade.Trust.Identities;

namespace Palisade.Trust.Validation;

/// <summary>Who may be at the other end.</summary>
/// <param name="Roles">Any of these; at least one.</param>
public sealed record PeerExpectation(params IReadOnlyList<Role> Roles)
{
    /// <summary>The tenant it must serve: its own, or every one as a component of the installation. Null (the default) for any.</summary>
    public string? Tenant { get; init; }

    /// <summary>The group it must be of. Null (the default) for any.</summary>
    public string? Group { get; init; }

    /// <summary>Why an identity is not who is expected; null when it is.</summary>
    public Refusal<PeerRefusal>? Refuse(Identity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (!Roles.Contains(identity.Role)) return new(PeerRefusal.WrongRole, $"{identity} has the role {identity.Role.Name()}; wanted is {string.Join(" or ", Roles.Select(r => r.Name()))}.");
        if (Tenant is not null && !identity.Serves(Tenant)) return new(PeerRefusal.WrongTenant, $"{identity} does not serve the tenant {Tenant}.");
        return Group is not null && !string.Equals(Group, identity.Group, StringComparison.Ordinal) ? new(PeerRefusal.WrongGroup, $"{identity} is not of the group {Group}.") : null;
    }
}
