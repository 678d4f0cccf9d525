using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>The roles that a mapping gives, in the words of the manager's API.</summary>
public enum MappedRole
{
    /// <summary>Reads objects.</summary>
    Viewer,

    /// <summary>Reads objects, users, tokens and the audit trail.</summary>
    Auditor,

    /// <summary>Reads and changes objects.</summary>
    Editor,

    /// <summary>All of it in one tenant.</summary>
    TenantAdmin,

    /// <summary>Everything everywhere. Of the tenant <c>system</c> only.</summary>
    Admin,
}

/// <summary>Who of a provider gets which role.</summary>
/// <param name="Group">A value of the groups' claim; null where <paramref name="Subject"/> is named.</param>
/// <param name="Subject">The provider's own name of one user (<c>sub</c>).</param>
/// <param name="Tenant">Where the role holds; null (the default) for the provider's own tenant.</param>
/// <param name="Namespaces">In which namespaces; null (the default) for the whole tenant.</param>
public sealed record IdentityMapping(string? Group, string? Subject, MappedRole Role, string? Tenant, IReadOnlyList<string>? Namespaces);

/// <summary><c>identity_provider</c>: who else may say who somebody is, by OpenID Connect. Nobody gets in whom no mapping names.</summary>
public sealed record IdentityProviderSpec
{
    private const int MostMappings = 200;
    private const int LongestText = 512;

    /// <summary>Its issuer, letter by letter as in its tokens. https, or http on loopback.</summary>
    public Uri Issuer { get; init; } = new("https://invalid");

    /// <summary>What the manager is called there.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The file with the client's secret, in the manager's folder <c>identity-providers/TENANT</c>; empty (the default) for a client without one.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>What is asked for. Default <c>openid profile</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile"];

    /// <summary>The algorithms that its tokens may be signed with. Default RS256, ES256, PS256, and there are no others.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = AllAlgorithms;

    /// <summary>Hosts besides the issuer's where its endpoints may be. Default none.</summary>
    public IReadOnlyList<string> EndpointHosts { get; init; } = [];

    /// <summary>Where a browser may be sent back to, besides loopback. Default nowhere.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>The claim with the user's name. Default <c>preferred_username</c>.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>The claim with the user's groups. Default <c>groups</c>.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Who gets which role. Default nobody any.</summary>
    public IReadOnlyList<IdentityMapping> Mappings { get; init; } = [];

    private static IReadOnlyList<string> AllAlgorithms { get; } = ["RS256", "ES256", "PS256"];

    /// <summary>Reads the <c>spec</c>.</summary>
    public static IdentityProviderSpec Read(Fields fields)
    {
        var usual = new IdentityProviderSpec();
        var spec = new IdentityProviderSpec
        {
            Issuer = IssuerOf(fields),
            ClientId = Short(fields, "client_id", fields.Text("client_id")),
            ClientSecretFile = fields.OptionalText("client_secret_file") ?? "",
            Scopes = fields.OptionalTexts("scopes") ?? usual.Scopes,
            Algorithms = fields.OptionalTexts("algorithms") ?? usual.Algorithms,
            EndpointHosts = fields.Texts("endpoint_hosts"),
            RedirectUris = fields.Texts("redirect_uris"),
            NameClaim = Short(fields, "name_claim", fields.OptionalText("name_claim") ?? usual.NameClaim),
            GroupsClaim = Short(fields, "groups_claim", fields.OptionalText("groups_claim") ?? usual.GroupsClaim),
            Mappings = fields.Mappings("mappings", Mapping),
        };
        spec.Check(fields);
        return spec;
    }

    private void Check(Fields fields)
    {
        if (ClientSecretFile.Length > 0 && !ObjectNames.IsName(ClientSecretFile)) fields.Fault("client_secret_file", $"It is the bare name of a file: {ObjectNames.NameGrammar}.");
        if (!Scopes.Contains("openid", StringComparer.Ordinal) || Scopes.Count > 20 || Scopes.Any(s => s.Length is 0 or > 128 || s.Any(c => c is <= ' ' or > '~' or '"' or '\\')))
            fields.Fault("scopes", "There are up to 20 words, and 'openid' is one of them.");
        if (Algorithms.Count == 0 || Algorithms.Any(a => !AllAlgorithms.Contains(a, StringComparer.Ordinal))) fields.Fault("algorithms", $"They are of {string.Join(", ", AllAlgorithms)}; there is no 'none' and no shared secret.");
        if (EndpointHosts.Count > 10 || EndpointHosts.Any(h => Uri.CheckHostName(h) is UriHostNameType.Unknown)) fields.Fault("endpoint_hosts", "They are up to 10 names of hosts, without ports.");
        if (RedirectUris.Count > 10 || RedirectUris.Any(u => !Uri.TryCreate(u, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.Fragment.Length > 0 || u.Length > LongestText))
            fields.Fault("redirect_uris", "They are up to 10 addresses that begin with https:// and have no fragment.");
        if (Mappings.Count > MostMappings) fields.Fault("mappings", $"There are {Mappings.Count}; {MostMappings} are taken.");
    }

    private static Uri IssuerOf(Fields fields)
    {
        var text = fields.Text("issuer");
        if (text.Length <= LongestText && Uri.TryCreate(text, UriKind.Absolute, out var issuer) && issuer is { Query: "", Fragment: "", UserInfo: "" }
            && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))) return issuer;
        if (text.Length > 0) fields.Fault("issuer", "It is an address that begins with https:// (http:// on loopback only) and has no query.");
        return new("https://invalid");
    }

    private static string Short(Fields fields, string name, string text)
    {
        if (text.Length > LongestText || text.Any(char.IsControl)) fields.Fault(name, $"It has 1 to {LongestText} characters, none of them a control character.");
        return text;
    }

    private static IdentityMapping Mapping(Fields fields)
    {
        fields.OneOf(needed: true, "group", "subject");
        if (!fields.Has("role")) fields.Fault("role", "It is missing.");
        var mapping = new IdentityMapping(
            fields.OptionalText("group"), fields.OptionalText("subject"), fields.Choice("role", MappedRole.Viewer), fields.OptionalText("tenant"), fields.OptionalTexts("namespaces"));
        if (mapping is { Group: "" } or { Subject: "" }) fields.Fault(mapping.Group is "" ? "group" : "subject", "It is empty.");
        if (mapping.Tenant is { } tenant && !ObjectNames.IsLabel(tenant)) fields.Fault("tenant", $"It is {ObjectNames.LabelGrammar}.");
        if (mapping.Namespaces is { } spaces && (spaces.Count is 0 or > 200 || spaces.Any(n => !ObjectNames.IsLabel(n)))) fields.Fault("namespaces", "There are 1 to 200 namespaces, or the field is left out for all.");
        if (mapping is { Namespaces: not null, Role: MappedRole.Admin or MappedRole.TenantAdmin }) fields.Fault("namespaces", "The roles admin and tenant_admin hold in whole tenants.");
        return mapping;
    }
}
