using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Protection.Tenants;

namespace Palisade.Gateway.Tests.Servers;

/// <summary>Certificates that sign themselves.</summary>
internal static class CertificateOf
{
    /// <summary>A certificate with names; those that are addresses as addresses.</summary>
    public static X509Certificate2 Names(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        return request.CreateSelfSigned(from, from.AddDays(2));
    }

    /// <summary>The same, as a gateway is handed it.</summary>
    public static ReadyCertificate Ready(params string[] names) => new(new("acme", new("certificate", "default", "one")), Names(names), []);
}
