using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Authority;
using Palisade.Trust.Chains;
using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;
using Palisade.Trust.Revocation;
using Palisade.Trust.Validation;

namespace Palisade.Cli.Following;

/// <summary>
/// Gets a first identity. The root comes first, over a connection that proves nothing, and is believed only if it has the ticket's hash; the secret is sent on a second
/// one, to a manager whose identity that root vouches for.
/// </summary>
internal sealed class Enroller(FollowOptions options, TimeProvider clock)
{
    private const int MostRootBytes = 32 * 1024;

    /// <summary>Enrols.</summary>
    /// <exception cref="HttpRequestException">The manager cannot be reached or refuses.</exception>
    /// <exception cref="IOException">What answers is not the manager of the ticket, or does not say what it should.</exception>
    public async Task<(KeyedCertificate Identity, TrustAnchors Anchors)> EnrolAsync(EnrolmentTicket ticket, CancellationToken stop)
    {
        var root = await FindRootAsync(ticket, stop);
        using var key = SigningRequest.CreateKey();
        using var caller = new HttpsCaller(options.Enrolment, Tls((certificate, sent) => IsManager(certificate, sent, root)), options.Patience);
        var question = new EnrolmentQuestion(ticket.Secret, SigningRequest.Create(key));
        var answer = EnrolmentAnswer.TryRead(await caller.AskAsync(EnrolmentHost.EnrolPath, question.Write(), EnrolmentAnswer.MostBytes, stop));
        var identity = answer is null ? null : IssuedCertificate.TryParse(answer.Certificates)?.TryJoin(key);
        var anchors = answer is null ? null : TrustAnchors.TryParse(ticket.Domain, answer.Roots);
        if (identity is null || anchors is null || !anchors.Roots.Any(ticket.Names)) throw new IOException("What the manager answered is no identity.");
        return ChainCheck.TryBuild(identity.Leaf, identity.Issuers, anchors, clock.GetUtcNow(), ChainCheck.DefaultSkew, out _, out var refusal)
            ? (identity, anchors)
            : throw new IOException($"The identity that the manager gave is not good: {refusal.Reason}");
    }

    private async Task<TrustAnchors> FindRootAsync(EnrolmentTicket ticket, CancellationToken stop)
    {
        using var caller = new HttpsCaller(options.Enrolment, Tls(static (_, _) => true), options.Patience);
        var pem = Encoding.ASCII.GetString(await caller.AskAsync(EnrolmentHost.RootsPath, null, MostRootBytes, stop));
        var root = TrustAnchors.TryParse(ticket.Domain, pem)?.Roots.FirstOrDefault(ticket.Names);
        return root is not null ? new(ticket.Domain, root) : throw new IOException("What answers has another root than the ticket names: it is not that manager, or somebody is between. Nothing secret was sent.");
    }

    private bool IsManager(X509Certificate2? certificate, IEnumerable<X509Certificate2> sent, TrustAnchors root)
    {
        var validator = new PeerValidator(root, new Revocations(root, clock), clock) { WhenListsAreStale = StaleLists.Accept };
        return validator.TryAdmit(certificate, sent, new PeerExpectation(Role.Manager) { Tenant = Identity.SystemTenant }, out _, out _);
    }

    private static SslClientAuthenticationOptions Tls(Func<X509Certificate2?, IEnumerable<X509Certificate2>, bool> admits) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        AllowTlsResume = false,
        CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true, TrustMode = X509ChainTrustMode.CustomRootTrust },
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => admits(certificate as X509Certificate2, chain?.ChainPolicy.ExtraStore ?? []),
    };
}
