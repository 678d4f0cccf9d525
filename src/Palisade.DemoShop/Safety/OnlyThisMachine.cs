using System.Net;
using Microsoft.AspNetCore.Http;

namespace Palisade.DemoShop.Safety;

/// <summary>
/// The flaws are for the person at this machine, not for the pages they visit meanwhile: a page on another site could
/// otherwise make the browser run commands here, directly or by pointing a name of its own at 127.0.0.1.
/// </summary>
internal static class OnlyThisMachine
{
    /// <summary>True for requests that a person or tool here sent; false for those another site made a browser send.</summary>
    public static bool Admits(HttpRequest request) => IsLoopback(request.Host.Host) && IsOwnPage(request.Headers["Sec-Fetch-Site"].ToString());

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // Absent: not a browser. "same-site" is not enough: every port of localhost is one site.
    private static bool IsOwnPage(string site) => site is "" or "none" or "same-origin";
}
