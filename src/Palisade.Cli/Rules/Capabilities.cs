using Microsoft.AspNetCore.Http;

namespace Palisade.Cli.Rules;

/// <summary>What the reflecting backend says it can do; <c>?quiet=true</c> for the paths alone.</summary>
internal static class Capabilities
{
    private static readonly Endpoint[] All =
    [
        new("/*", ["any"], "any", "Answers every other valid request with status 200 and no body."),
        new("/capabilities", ["GET"], "-", "This list; with quiet=true, the paths alone."),
        new("/reflect", ["POST"], "application/json", "Answers as the body says: status, headers, body or encodedBody (base64)."),
        new("/configure_reflection", ["POST"], "application/json", "Makes the endpoints (method, url) answer as /reflect would to this body."),
        new("/reset", ["PUT"], "any", "Forgets what /configure_reflection made."),
        new("/inspect", ["any"], "any", "Tells what arrived: method, target, headers, size of the body."),
    ];

    /// <summary>Writes the list as JSON.</summary>
    public static Task WriteAsync(HttpContext http) => http.Request.Query["quiet"] == "true"
        ? http.Response.WriteAsJsonAsync(new { endpoints = All.Select(e => new { e.Path }) })
        : http.Response.WriteAsJsonAsync(new { endpoints = All });

    private sealed record Endpoint(string Path, string[] Methods, string ContentType, string Description);
}
