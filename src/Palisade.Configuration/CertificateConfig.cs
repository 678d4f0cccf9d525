namespace Palisade.Configuration;

/// <summary>Where a TLS certificate and its key are.</summary>
public sealed record CertificateConfig
{
    /// <summary>A PEM file with the certificate and its chain, or a PKCS#12 file (<c>.pfx</c>, <c>.p12</c>).</summary>
    public string Path { get; init; } = "";

    /// <summary>The PEM file with the key; null (the default) when the key is in <see cref="Path"/>.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The password of a PKCS#12 file; null (the default) for none.</summary>
    public string? Password { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (!File.Exists(Path)) yield return new($"{at}.path", $"There is no file '{Path}'.");
        if (KeyPath is not null && !File.Exists(KeyPath)) yield return new($"{at}.keyPath", $"There is no file '{KeyPath}'.");
    }
}
