namespace Palisade.Ftw.Transport;

/// <summary>Where requests go.</summary>
/// <param name="Host">A name or an address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Tls">Whether the connection is encrypted.</param>
public sealed record Destination(string Host, int Port, bool Tls)
{
    /// <summary>Reads <c>http://host[:port]</c> or <c>https://host[:port]</c>; null when it is neither.</summary>
    public static Destination? FromUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Host.Length: > 0 }
            ? new(uri.IdnHost.Trim('[', ']'), uri.Port, uri.Scheme == "https")
            : null;

    /// <inheritdoc/>
    public override string ToString() => $"{(Tls ? "https" : "http")}://{Host}:{Port}";
}
