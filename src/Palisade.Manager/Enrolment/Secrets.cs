using Palisade.Trust.Chains;
using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;

namespace Palisade.Manager.Enrolment;

/// <summary>Makes, lists and deletes what components enrol with. What is made is shown once: the text that whoever starts a component puts into its secret file.</summary>
public sealed class Secrets(GrantFolder grants, TrustAnchors anchors, TimeProvider clock)
{
    /// <summary>Life of a token where nothing is said.</summary>
    public static readonly TimeSpan UsualToken = TimeSpan.FromHours(1);

    /// <summary>A secret for any number of components of a group.</summary>
    /// <param name="tenant">Whose components; <c>system</c> for those that serve every tenant.</param>
    public (EnrolmentGrant Grant, EnrolmentTicket Ticket) CreateSecret(string tenant, string group, Role role = Role.Gateway)
    {
        Check(role);
        return Keep(EnrolmentSecret.ForGroup(tenant, role, group, out var text), text);
    }

    /// <summary>A token for one component.</summary>
    /// <param name="life">At most <see cref="EnrolmentSecret.LongestToken"/>; null for <see cref="UsualToken"/>.</param>
    public (EnrolmentGrant Grant, EnrolmentTicket Ticket) CreateToken(string tenant, string group, Role role = Role.Gateway, TimeSpan? life = null)
    {
        Check(role);
        return Keep(EnrolmentSecret.ForOne(tenant, role, group, life ?? UsualToken, clock, out var text), text);
    }

    /// <summary>All there are, without what proves them.</summary>
    public IReadOnlyList<EnrolmentGrant> List() => grants.List();

    /// <summary>Takes one away; who enrolled with it stays. False when there is none.</summary>
    public bool Delete(string id) => grants.Delete(id);

    // A manager's identity is its own authority's to issue, and nobody's to ask for.
    private static void Check(Role role)
    {
        if (role is Role.Manager) throw new ArgumentException("No secret makes a manager.", nameof(role));
    }

    private (EnrolmentGrant Grant, EnrolmentTicket Ticket) Keep(EnrolmentGrant grant, string text)
    {
        grants.Add(grant);
        return (grant, new(text, anchors.Domain, EnrolmentTicket.HashOf(anchors.Roots[0])));
    }
}
