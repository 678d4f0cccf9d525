using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Access;
using Palisade.Manager.Accounts;
using Palisade.Storage;

namespace Palisade.Manager.Http;

/// <summary>Finds out who asks and whether they may. What is another tenant's is answered as if it were not there.</summary>
internal sealed class Doorman(ObjectStore store, Authenticator authenticator)
{
    // Tenants are never deleted: what was there stays.
    private readonly ConcurrentDictionary<string, bool> _there = new(StringComparer.Ordinal);

    /// <summary>Who asks; null for nobody.</summary>
    public async Task<Principal?> FindAsync(HttpContext http, Route route)
    {
        if (http.Request.Headers.Authorization is [{ } authorization])
        {
            var isBearer = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
            return isBearer ? await authenticator.FindAsync(authorization[7..].Trim(), cookie: false, http.RequestAborted) : null;
        }

        if (SessionCookie.Read(http) is not { } cookie || await authenticator.FindAsync(cookie, cookie: true, http.RequestAborted) is not { } found) return null;
        if (route.Method is not "GET" && !SessionCookie.IsOurs(http))
            throw new RequestRefused(403, $"With a cookie, what changes something has the header {SessionCookie.Header} and comes from this host.");
        return found;
    }

    /// <summary>Lets in who may, or throws what is answered to the others.</summary>
    public async Task AdmitAsync(Call call, Route route, Principal? by)
    {
        if (route.Gate.Kind is GateKind.Open) return;
        if (by is null) throw new RequestRefused(401, "Sign on at POST /api/sessions, or send a token as Authorization: Bearer.");
        if (route.Gate.Kind is GateKind.SignedOn) return;
        if (route.Gate.Kind is GateKind.Platform)
        {
            if (!by.May(Permission.Platform, ObjectNames.SystemTenant)) throw new RequestRefused(403, "This is for administrators of the platform.");
            return;
        }

        var tenant = call.Tenant;
        if (!ObjectNames.IsLabel(tenant) || !by.Sees(tenant) || !await IsThereAsync(tenant, call.Stop)) throw RequestRefused.NotFound("There is no such tenant, or none that you have a role in: list the tenants.");
        if (!May(call, route.Gate, by, tenant)) throw new RequestRefused(403, "Your roles do not allow this here.");
    }

    private static bool May(Call call, Gate gate, Principal by, string tenant) =>
        gate.Kind is GateKind.Somewhere ? by.MaySomewhere(gate.Permission, tenant)
        : call.Namespace.Length > 0 ? by.May(gate.Permission, tenant, call.Namespace)
        : by.May(gate.Permission, tenant);

    private async Task<bool> IsThereAsync(string tenant, CancellationToken stop)
    {
        if (tenant == ObjectNames.SystemTenant || _there.ContainsKey(tenant)) return true;
        if (await store.Tenant(tenant).RevisionAsync(stop) == 0) return false;
        if (_there.Count < 100_000) _there[tenant] = true;
        return true;
    }
}
