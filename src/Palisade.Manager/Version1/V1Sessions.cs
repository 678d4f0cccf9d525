using System.Text;
using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Http;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>Signing on and off. A session is one of the manager's own; its token is sent back as a cookie that nobody set: programs send it, and no browser does by itself.</summary>
internal static class V1Sessions
{
    /// <summary>The cookie.</summary>
    public const string Cookie = "JSESSIONID";

    private const string Session = "auth/session";

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("POST", Session, BeginAsync) { Gate = V1Gate.Open, Answer = Shape.Parse("{session-id:s}") },
        new("DELETE", Session, EndAsync) { Gate = V1Gate.SignedOn },
        new("GET", Session + "/roles", c => Task.FromResult<Node?>(Texts(c.By.Grants.Select(g => $"{g.Role}").Distinct(StringComparer.Ordinal)))) { Gate = V1Gate.SignedOn, Answer = Shape.Parse("[s]") },
    ];

    private static async Task<Node?> BeginAsync(V1Call call)
    {
        var (tenant, user, password) = Credentials(call.Http.Request.Headers.Authorization.ToString());
        var (_, secret) = await call.Signing.BeginAsync(new SignOn(user, password, tenant, Cookie: false), Source.Of(call.Http), call.Stop);
        return Map(("session-id", Node.OfText($"{Cookie}={secret}")));
    }

    private static async Task<Node?> EndAsync(V1Call call)
    {
        await call.Signing.EndAsync(call.By, call.By.CredentialId, call.Stop);
        return null;
    }

    // "user" is one of the platform, "tenant/user" or "tenant\user" one of a tenant.
    private static (string Tenant, string User, string Password) Credentials(string authorization)
    {
        var bytes = new byte[authorization.Length];
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length))
            throw new V1Refused(401, "IMP-90401", "Authorization: Basic with user and password is needed.");
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw new V1Refused(401, "IMP-90401", "Authorization: Basic has no password.");
        var name = text[..colon].Split('/', '\\');
        return name is [var tenant, var user] ? (tenant, user, text[(colon + 1)..]) : (ObjectNames.SystemTenant, text[..colon], text[(colon + 1)..]);
    }
}
