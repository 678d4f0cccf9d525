namespace Palisade.Configuration;

/// <summary>The application behind the gateway.</summary>
public sealed record OriginConfig
{
    /// <summary>
    /// Scheme, host and port, with nothing behind them: <c>http://127.0.0.1:3000</c>. Schemes: <c>http</c> (HTTP/1.1),
    /// <c>h2c</c> (HTTP/2 in clear text, known beforehand), <c>https</c> (HTTP/2 or HTTP/1.1, as the origin's TLS negotiates).
    /// </summary>
    public string Url { get; init; } = "";

    /// <summary>Whether the certificate of an <c>https</c> origin must be valid for its name. Default true.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            yield return new($"{at}.url", $"'{Url}' is not a URL such as http://127.0.0.1:3000.");
            yield break;
        }

        if (url.Scheme is not ("http" or "https" or "h2c"))
        {
            yield return new($"{at}.url", $"The scheme '{url.Scheme}' is not http, https or h2c.");
        }

        if (url.AbsolutePath is not ("/" or "") || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            yield return new($"{at}.url", "A path, query or fragment has no place here: requests keep their own.");
        }

        if (url.UserInfo.Length > 0) yield return new($"{at}.url", "A user name or password has no place here.");
    }
}
