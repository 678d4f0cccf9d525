using Microsoft.AspNetCore.Http;
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
internal sealed class V1Endpoint(ManagerParts parts, SigningOn signing, Authenticator authenticator, V1Following following)
{
    /// <summary>What every path begins with.</summary>
    public const string Prefix = "/SecureSphere/api/v1/";

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
        catch (BadHttpRequestException bad) when (!http.RequestAborted.IsCancellationRequested)
        {
            // What is left of the body is nothing to wait for.
            http.Response.Headers.Connection = "close";
            var status = bad.StatusCode is 413 ? 413 : 400;
            await WriteAsync(http, status, Error($"IMP-90{status}", status is 413 ? V1Call.TooLarge : "The request is not good HTTP."));
        }
    }

    private async Task<Node?> AnswerAsync(HttpContext http)
    {
        var steps = V1Call.StepsOf(http, Prefix);
        var route = V1Routes.Find(http.Request.Method, steps, out var names, out var methods);
        if (route?.Gate is V1Gate.Open) return await route.Run(new(http, parts, signing, null, null, names, Node.EmptyMap));

        var by = await FindAsync(http) ?? throw new V1Refused(401, "IMP-90401", "Not authenticated, or the session is over: sign on at POST /auth/session.");
        var tenant = parts.Store.Tenant(by.Tenant == ObjectNames.SystemTenant ? ObjectNames.FirstTenant : by.Tenant);
        if (route?.Gate is not V1Gate.SignedOn && !by.MaySomewhere(Permission.Read, tenant.Name)) throw V1Refused.Forbidden();
        if (route is null) throw methods.Count > 0 ? new V1Refused(405, "IMP-90405", $"This path has {string.Join(", ", methods)}.") : new V1Refused(404, "IMP-90404", "There is no such path here.");
        // Read last: nobody's body costs anything.
        var given = await V1Call.ReadAsync(http);
        if (given.Kind is NodeKind.List != route.Body?.IsList is true) throw V1Refused.Invalid(route.Body?.IsList is true ? "The body is not a list." : "The body is not a mapping.");
        return await RunAsync(route, new(http, parts, signing, tenant, by, names, route.Body?.Read(given, "") ?? given));
    }

    private Task<Node?> RunAsync(V1Route route, V1Call call) => route.Method is "GET" ? route.Run(call) : following.InTurnAsync(call.Store.Name, () => route.Run(call), call.Stop);

    private async Task<Principal?> FindAsync(HttpContext http) =>
        http.Request.Cookies[V1Sessions.Cookie] is { } text ? await authenticator.FindAsync(text.Trim('"'), cookie: false, http.RequestAborted) : null;

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
