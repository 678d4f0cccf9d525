using Microsoft.AspNetCore.Http;

namespace Palisade.Manager.Http;

/// <summary>
/// The cookie of a browser's session. <c>__Host-</c>: browsers take it over HTTPS only, from this host only, for all paths. A request that it signs
/// and that changes something has to have a header that no other origin's page can send without being allowed to, and nobody is.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Its name.</summary>
    public const string Name = "__Host-palisade";

    /// <summary>The header that says that a script of our own asks, whatever its value.</summary>
    public const string Header = "X-Palisade-Request";

    /// <summary>Its value; null when there is none.</summary>
    public static string? Read(HttpContext http) => http.Request.Cookies[Name];

    /// <summary>Sets it, or with an empty text forgets it.</summary>
    public static void Write(HttpContext http, string value) => http.Response.Cookies.Append(Name, value, new CookieOptions
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = value.Length == 0 ? DateTimeOffset.UnixEpoch : null,
    });

    /// <summary>Whether the request comes from a page of ours: it has the header, and where it tells its origin, that is this host.</summary>
    public static bool IsOurs(HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey(Header)) return false;
        return http.Request.Headers.Origin is not [{ } origin] || string.Equals(origin, $"https://{http.Request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }
}
