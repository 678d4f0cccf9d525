using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Chains;

/// <summary>
/// Whether a certificate leads to a root of ours at a given time: signatures, authorities that are authorities, path length
/// and constraints on names. Nothing is fetched from anywhere.
/// </summary>
public static class ChainCheck
{
    /// <summary>
    /// Clocks that differ are tolerated by this much, both ways. Default 5 minutes: what Kerberos made the custom; a machine
    /// without any time service drifts that far in weeks.
    /// </summary>
    public static readonly TimeSpan DefaultSkew = TimeSpan.FromMinutes(5);

    /// <summary>Checks.</summary>
    /// <param name="issuers">Certificates that came along; any may be useless.</param>
    /// <param name="links">The certificate, its issuers and the root, in that order.</param>
    public static bool TryBuild(
        X509Certificate2 certificate,
        IEnumerable<X509Certificate2> issuers,
        TrustAnchors anchors,
        DateTimeOffset time,
        TimeSpan skew,
        [NotNullWhen(true)] out IReadOnlyList<X509Certificate2>? links,
        [NotNullWhen(false)] out Refusal<ChainRefusal>? refusal)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        links = null;
        refusal = CheckTime(certificate, time, skew);
        if (refusal is not null) return false;
        try
        {
            links = Build(certificate, issuers, anchors, time, out refusal);
        }
        catch (CryptographicException)
        {
            refusal = new(ChainRefusal.UnknownIssuer, "The certificate or one that came along cannot be read.");
        }

        return links is not null;
    }

    private static X509Certificate2[]? Build(X509Certificate2 certificate, IEnumerable<X509Certificate2> issuers, TrustAnchors anchors, DateTimeOffset time, out Refusal<ChainRefusal>? refusal)
    {
        // Within the skew the authority is judged at the nearest moment at which this certificate is valid.
        using var chain = new X509Chain { ChainPolicy = Policy(anchors, issuers, CertificateLife.Of(certificate).Nearest(time)) };
        var good = chain.Build(certificate) && anchors.Holds(chain.ChainElements[^1].Certificate);
        refusal = good ? null : Explain(chain.ChainStatus);
        return good ? [.. chain.ChainElements.Select(e => e.Certificate)] : null;
    }

    /// <summary>Rules of building that hold here and in TLS: our roots only, nothing downloaded, revocation by our own list.</summary>
    public static X509ChainPolicy Policy(TrustAnchors anchors, IEnumerable<X509Certificate2> issuers, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(issuers);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = time.UtcDateTime,
            VerificationTimeIgnored = false,
        };
        foreach (var root in anchors.Roots) policy.CustomTrustStore.Add(root);
        foreach (var issuer in issuers) policy.ExtraStore.Add(issuer);
        return policy;
    }

    private static Refusal<ChainRefusal>? CheckTime(X509Certificate2 certificate, DateTimeOffset time, TimeSpan skew)
    {
        if (CertificateLife.TryOf(certificate) is not var (from, to)) return new(ChainRefusal.UnknownIssuer, "The certificate does not say from when to when it is valid.");
        if (time + skew < from) return new(ChainRefusal.NotYetValid, $"The certificate is valid from {from:u} on, and it is {time:u}.");
        return time - skew > to ? new(ChainRefusal.Expired, $"The certificate expired at {to:u}, and it is {time:u}.") : null;
    }

    private static Refusal<ChainRefusal> Explain(X509ChainStatus[] found)
    {
        var all = found.Aggregate(X509ChainStatusFlags.NoError, (sum, s) => sum | s.Status);
        if (all.HasFlag(X509ChainStatusFlags.NotTimeValid)) return new(ChainRefusal.Expired, "An authority in the chain is not valid at this time.");
        const X509ChainStatusFlags foreign = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid;
        return (all & foreign) is not X509ChainStatusFlags.NoError
            ? new(ChainRefusal.UnknownIssuer, "The certificate was not issued by this installation's authority.")
            : new(ChainRefusal.OutsideConstraints, $"The certificate breaks a rule of its chain: {all}.");
    }
}
