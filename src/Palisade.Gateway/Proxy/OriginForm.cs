namespace Palisade.Gateway.Proxy;

/// <summary>The request target as origins expect it (RFC 9112, section 3.2.1).</summary>
internal static class OriginForm
{
    /// <summary>The path and query of <paramref name="target"/> as sent; of the absolute form, what follows the authority.</summary>
    public static string Of(string target)
    {
        if (target.StartsWith('/')) return target;

        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return "/";

        var path = target.AsSpan(scheme + 3).IndexOfAny('/', '?');
        if (path < 0) return "/";

        var rest = target[(scheme + 3 + path)..];
        return rest.StartsWith('/') ? rest : "/" + rest;
    }
}
