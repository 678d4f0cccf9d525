using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Palisade.Api.Accounts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using Palisade.Manager.Http;
using Palisade.Manager.Sessions;

using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>
/// The v1 management interface, as scripts and SDKs call it, over the same objects. It knows no tenants: a user works in their own, and administrators of the
/// platform in the tenant <c>default</c>.
/// </summary>
internal sealed class V1Endpoint(ManagerParts parts, SigningOn signing, Authenticator authenticator)
{
    /// <summary>What every path begins with.</summary>
    public const string Prefix = "/SecureSphere/api/v1/";

    private const string SessionCookieName = "JSESSIONID";

    // What is changed through this interface is changed one by one: what follows from a change is made of what is there.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _changing = new(StringComparer.Ordinal);

    /// <summary>Answers a request.</summary>
    public async Task RunAsync(HttpContext http)
    {
        try
        {
            await WriteAsync(http, 200, await AnswerAsync(http));
        }
        catch (V1Refused refused)
        {
            await WriteAsync(http, refused.Status, Error(refused.Code, refused.Message));
        }
        catch (RequestRefused refused)
        {
            if (refused.RetryAfter is { } wait) http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await WriteAsync(http, refused.Status, Error($"IMP-90{refused.Status}", refused.Message));
        }
        catch (BadHttpRequestException bad)
        {
            var status = bad.StatusCode is 413 ? 413 : 400;
            await WriteAsync(http, status, Error($"IMP-90{status}", status is 413 ? $"The body has more than {V1Call.MostBytes} bytes." : "The request is not good HTTP."));
        }
    }

    private async Task<Node?> AnswerAsync(HttpContext http)
    {
        var steps = V1Call.StepsOf(http, Prefix);
        if (steps is ["auth", "session"] && http.Request.Method is "POST") return await BeginAsync(http);

        var by = await FindAsync(http) ?? throw new V1Refused(401, "IMP-90401", "Not authenticated, or the session is over: sign on at POST /auth/session.");
        if (steps is ["auth", "session"] && http.Request.Method is "DELETE") return await EndAsync(by, http);
        if (steps is ["auth", "session", "roles"]) return Texts(by.Grants.Select(g => $"{g.Role}").Distinct(StringComparer.Ordinal));
        var tenant = parts.Store.Tenant(by.Tenant == ObjectNames.SystemTenant ? ObjectNames.FirstTenant : by.Tenant);
        if (!by.MaySomewhere(Permission.Read, tenant.Name)) throw V1Refused.Forbidden();
        var route = V1Routes.Find(http.Request.Method, steps, out var names, out var methods);
        if (route is null) throw methods.Count > 0 ? new V1Refused(405, "IMP-90405", $"This path has {string.Join(", ", methods)}.") : new V1Refused(404, "IMP-90404", "There is no such path here.");
        // Read last: nobody's body costs anything.
        var body = await V1Call.ReadAsync(http);
        if (body.Kind is NodeKind.List != route.OfList) throw V1Refused.Invalid(route.OfList ? "The body is not a list." : "The body is not a mapping.");
        return await RunAsync(route, new(http, parts, tenant, by, names, body));
    }

    private async Task<Node?> RunAsync(V1Route route, V1Call call)
    {
        if (route.Method is "GET") return await route.Run(call);
        var changing = _changing.GetOrAdd(call.Store.Name, static _ => new(1, 1));
        await changing.WaitAsync(call.Stop);
        try
        {
            return await route.Run(call);
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task<Node?> BeginAsync(HttpContext http)
    {
        var (tenant, user, password) = Credentials(http.Request.Headers.Authorization.ToString());
        var (_, secret) = await signing.BeginAsync(new SignOn(user, password, tenant, Cookie: false), Source.Of(http), http.RequestAborted);
        return Map(("session-id", Node.OfText($"{SessionCookieName}={secret}")));
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

    // The cookie is one that nobody set: programs send it, and no browser does by itself.
    private async Task<Principal?> FindAsync(HttpContext http) =>
        http.Request.Cookies[SessionCookieName] is { } text ? await authenticator.FindAsync(text.Trim('"'), cookie: false, http.RequestAborted) : null;

    private async Task<Node?> EndAsync(Principal by, HttpContext http)
    {
        await signing.EndAsync(by, by.CredentialId, http.RequestAborted);
        return null;
    }

    private static Node Error(string code, string description) => Map(("errors", Node.OfList([Map(("error-code", Node.OfText(code)), ("description", Node.OfText(description)))])));

    private static async Task WriteAsync(HttpContext http, int status, Node? body)
    {
        http.Response.StatusCode = status;
        if (body is null) return;
        var bytes = CanonicalJson.Write(body);
        (http.Response.ContentType, http.Response.ContentLength) = ("application/json", bytes.Length);
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
