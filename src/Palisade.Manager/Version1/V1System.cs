using Palisade.Configuration.Documents;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>The manager itself: version, licence, what gateways enrol with; and users, who are made at <c>/api/tenants/{tenant}/users</c> and told here.</summary>
internal static class V1System
{
    private const string Unlimited = "unlimited";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "administration/version", _ => Task.FromResult<Node?>(Map(("serverVersion", Node.OfText(typeof(V1System).Assembly.GetName().Version?.ToString() ?? "0"))))),
        new("GET", "administration/challenge", _ => Task.FromResult<Node?>(Map(("challenge", Node.OfText(""))))),
        new("GET", "administration/license", _ => Task.FromResult<Node?>(License)),
        new("POST", "administration/license", _ => throw V1Refused.Invalid("No licence is needed, and none is taken.")),
        new("GET", "administration/gatewayRegistrationToken", TokenAsync),
        new("GET", "conf/users", UsersAsync),
        new("GET", "conf/users/{name}", UserAsync),
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
