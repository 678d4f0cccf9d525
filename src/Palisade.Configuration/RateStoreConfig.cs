namespace Palisade.Configuration;

/// <summary>Where gateways count requests together.</summary>
public sealed record RateStoreConfig
{
    /// <summary><c>redis://[:password@]host[:port][/database]</c>; null (the default) for none: each gateway counts alone.</summary>
    public string? Url { get; init; }

    /// <summary>How long a request waits for the store before it is counted here alone: 1 ms to 1 s. Default 25 ms.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Patience < TimeSpan.FromMilliseconds(1) || Patience > TimeSpan.FromSeconds(1)) yield return new($"{at}.patience", $"{Patience} is not in 1 ms to 1 s.");
        if (Url is null) yield break;

        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not "redis" || url.Host.Length == 0)
        {
            yield return new($"{at}.url", "A URL such as redis://127.0.0.1:6379 is needed; TLS (rediss) is not spoken.");
        }
        else if (url.AbsolutePath is not ("/" or "") && !int.TryParse(url.AbsolutePath.Trim('/'), out _))
        {
            yield return new($"{at}.url", $"'{url.AbsolutePath}' is not the number of a database.");
        }
    }
}
