namespace Palisade.Trust.Identities;

/// <summary>
/// Who a component is. Written as a URI in the manner of SPIFFE:
/// <c>spiffe://DOMAIN/tenant/TENANT/role/ROLE/group/GROUP/id/ID</c>.
/// </summary>
public sealed record Identity
{
    /// <summary>The tenant of the installation itself: its components serve every tenant.</summary>
    public const string SystemTenant = "system";

    /// <summary>Names its parts, which are known to be good: see <see cref="IsSegment"/>.</summary>
    public Identity(TrustDomain domain, string tenant, Role role, string group, string id)
    {
        ArgumentNullException.ThrowIfNull(domain);
        (Domain, Role) = (domain, role);
        (Tenant, Group, Id) = (Checked(tenant, nameof(tenant)), Checked(group, nameof(group)), Checked(id, nameof(id)));
    }

    /// <summary>The installation.</summary>
    public TrustDomain Domain { get; }

    /// <summary>Whose component it is. Those of <see cref="SystemTenant"/> serve all.</summary>
    public string Tenant { get; }

    /// <summary>What it does.</summary>
    public Role Role { get; }

    /// <summary>The group it was enrolled into: of gateways the gateway group.</summary>
    public string Group { get; }

    /// <summary>Which one of its group.</summary>
    public string Id { get; }

    /// <summary>Whether what concerns <paramref name="tenant"/> may be given to it.</summary>
    public bool Serves(string tenant) => string.Equals(Tenant, tenant, StringComparison.Ordinal) || string.Equals(Tenant, SystemTenant, StringComparison.Ordinal);

    /// <summary>The URI.</summary>
    public override string ToString() => $"{IdentityText.Scheme}{Domain.Name}/tenant/{Tenant}/role/{Role.Name()}/group/{Group}/id/{Id}";

    /// <summary>
    /// Whether <paramref name="text"/> may be a tenant, a group or an id: 1 to 128 letters, digits, <c>-</c>, <c>_</c> and
    /// <c>.</c>, neither <c>.</c> nor <c>..</c>. It is then the same in a URI, and safe as the name of a folder.
    /// </summary>
    public static bool IsSegment(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > IdentityText.MostInSegment || text is "." or "..") return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return false;
        }

        return true;
    }

    private static string Checked(string segment, string parameter) =>
        IsSegment(segment) ? segment : throw new ArgumentException("1 to 128 letters, digits, '-', '_' and '.'.", parameter);
}
