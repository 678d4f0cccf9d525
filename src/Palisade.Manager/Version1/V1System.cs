using Palisade.Configuration.Documents;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The manager itself: version, licence, what gateways enrol with; and users, who are made at <c>/api/tenants/{tenant}/users</c> and told here.</summary>
internal static class V1System
{
    private const string Unlimited = "unlimited";
    private const string LicenseShape =
        "{licenses:{license-mode:s, expiration-date:s, securesphere-challenge:s}, license-summary:{level:s, products:[s]}, license-files:[o], gateway-license-modules:[o], cross-system-license-modules:[o]}";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "administration/version", _ => Task.FromResult<Node?>(Map(("serverVersion", Node.OfText(typeof(V1System).Assembly.GetName().Version?.ToString() ?? "0"))))) { Answer = Shape.Parse("{serverVersion:s}") },
        new("GET", "administration/challenge", _ => Task.FromResult<Node?>(Map(("challenge", Node.OfText(""))))) { Answer = Shape.Parse("{challenge:s}") },
        new("GET", "administration/license", _ => Task.FromResult<Node?>(License)) { Answer = Shape.Parse(LicenseShape), Query = ["excludeAwsOnDemandLicenseModules"] },
        new("POST", "administration/license", _ => throw V1Refused.Invalid("No licence is needed, and none is taken.")) { Body = Shape.Parse("{licenseContent:s, secondaryMx:b}") },
        new("GET", "administration/gatewayRegistrationToken", TokenAsync) { Answer = Shape.Parse("{registration-token:s}"), Query = ["gatewayGroup"] },
        new("POST", "administration/session/kick", KickAsync) { Query = ["username"] },
        new("GET", "conf/users", UsersAsync) { Answer = Shape.Parse("{usernames:[s]}") },
        new("GET", "conf/users/{name}", UserAsync) { Answer = Shape.Parse("{authenticator:s, enabled:s, fullName:s, roles:[s]}") },
    ];

    private static Node License { get; } = Map(
        ("licenses", Map(("license-mode", Node.OfText(Unlimited)), ("expiration-date", Node.OfText("")), ("securesphere-challenge", Node.OfText("")))),
        ("license-summary", Map(("level", Node.OfText(Unlimited)), ("products", Node.OfList([])))),
        ("license-files", Node.OfList([])),
        ("gateway-license-modules", Node.OfList([])),
        ("cross-system-license-modules", Node.OfList([])));

    // A token for one gateway, for an hour: the ticket that its --secret-file holds.
    private static async Task<Node?> TokenAsync(V1Call call)
    {
        call.Require(Permission.Accounts, "");
        if (call.Parts.Secrets is not { } secrets) throw V1Refused.Invalid("This manager enrols no gateways.");
        var groups = await V1Names.AllAsync(call.Store, Configuration.Objects.Naming.ObjectKinds.GatewayGroup, "", call.Stop);
        var asked = call.Http.Request.Query["gatewayGroup"].ToString();
        var group = asked.Length > 0 ? groups.FirstOrDefault(g => V1Names.TitleOf(g) == asked) ?? throw V1Refused.Missing("gateway group", asked)
            : groups.Count == 1 ? groups[0] : throw V1Refused.Invalid($"There are {groups.Count} gateway groups: say which one, as ?gatewayGroup=NAME.");
        return Map(("registration-token", Node.OfText(secrets.CreateToken(call.Store.Name, group.Key.Local.Name).Ticket.ToText())));
    }

    // Signs a user off everywhere.
    private static async Task<Node?> KickAsync(V1Call call)
    {
        call.Require(Permission.Accounts, "");
        var name = call.Http.Request.Query["username"].ToString();
        if (name.Length == 0) throw V1Refused.Invalid("Say who, as ?username=NAME.");
        var accounts = new AccountStore(call.Store);
        if (!Configuration.Objects.Naming.ObjectNames.IsName(name) || await accounts.FindUserAsync(name, call.Stop) is not var (user, version)) throw V1Refused.Missing("user", name);
        var done = await accounts.WriteUserAsync(user, version, new("session.ended", new(call.Author, $"{name}: all sessions")), endSessions: true, stop: call.Stop);
        if (!done) throw new V1Refused(409, "IMP-90409", "The user was changed at the same time.");
        return null;
    }

    private static async Task<Node?> UsersAsync(V1Call call)
    {
        call.Require(Permission.Audit, "");
        return Map(("usernames", Texts((await new AccountStore(call.Store).UsersAsync(call.Stop)).Select(u => u.User.Name))));
    }

    private static async Task<Node?> UserAsync(V1Call call)
    {
        call.Require(Permission.Audit, "");
        var all = await new AccountStore(call.Store).UsersAsync(call.Stop);
        var user = all.Select(u => u.User).FirstOrDefault(u => u.Name == call.Names[0]) ?? throw V1Refused.Missing("user", call.Names[0]);
        return Map(
            ("authenticator", Node.OfText("SecureSphere")),
            ("enabled", Node.OfText(user.Disabled ? "false" : "true")),
            ("fullName", Node.OfText(user.DisplayName)),
            ("roles", Texts(user.Grants.Select(g => $"{g.Role}").Distinct(StringComparer.Ordinal))));
    }
}
