using System.Security.Cryptography;
using Palisade.Trust.Authority;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Enrolment;

/// <summary>
/// Where components without an identity get their first one, against a group's secret or a one-time token. The identity is
/// for exactly the tenant, group and role of the grant; its id is made here, so that nobody can ask to be somebody.
/// </summary>
public sealed class EnrolmentDesk(IssuingAuthority authority, EnrolmentStore store, AttemptLimit limit, TimeProvider clock)
{
    /// <summary>Wrong attempts on one grant before it is locked.</summary>
    public const int MostFailures = 10;

    /// <summary>How long a lock lasts.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    // Each lost race means that somebody else was served.
    private const int MostRaces = 16;

    /// <summary>Enrols.</summary>
    /// <param name="secret">As handed in.</param>
    /// <param name="signingRequest">PKCS#10 in DER.</param>
    /// <param name="source">Whom to count wrong attempts for: an address, or the network it is in.</param>
    public async ValueTask<EnrolmentResult> EnrolAsync(ReadOnlyMemory<char> secret, ReadOnlyMemory<byte> signingRequest, string source, CancellationToken stop)
    {
        if (!limit.Allows(source)) return Refuse(EnrolmentRefusal.TooManyAttempts, "There were too many wrong attempts from there.");
        if (!EnrolmentSecret.TryParse(secret.Span, out var parsed)) return Unknown(source);
        using (parsed)
        {
            for (var race = 0; race < MostRaces; race++)
            {
                if (await store.Find(parsed.Id, stop) is not { } grant) return Unknown(source);
                if (await TryEnrolAsync(grant, parsed, signingRequest, source, stop) is { } result) return result;
            }
        }

        return Refuse(EnrolmentRefusal.Busy, "Too many are enrolling with the same secret at this moment.");
    }

    // Null when the grant was changed meanwhile.
    private async ValueTask<EnrolmentResult?> TryEnrolAsync(EnrolmentGrant grant, EnrolmentSecret secret, ReadOnlyMemory<byte> signingRequest, string source, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        // Before the secret is looked at: who guesses learns nothing during a lock.
        if (grant.LockedUntil > now) return Refuse(EnrolmentRefusal.TooManyAttempts, $"After too many wrong attempts it is locked until {grant.LockedUntil:u}.");
        if (!secret.Proves(grant)) return await store.TryReplace(AfterFailure(grant, now), stop) ? Unknown(source) : null;
        if (grant is { OneTime: true, Used: true }) return Refuse(EnrolmentRefusal.Used, "The token was used already.");
        if (grant.Expires <= now) return Refuse(EnrolmentRefusal.Expired, $"It was good until {grant.Expires:u}.");
        if (!SigningRequest.TryRead(signingRequest.Span, out var request, out var bad)) return Refuse(EnrolmentRefusal.BadRequest, bad.Reason);
        var identity = new Identity(authority.Domain, grant.Tenant, grant.Role, grant.Group, $"{grant.Role.Name()}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        // Issued before the token is used up, and given out after: a failure costs nobody a token.
        if (!authority.TryIssue(identity, request, CertificateUse.Connection, out var issued, out var unable)) return Refuse(EnrolmentRefusal.AuthorityUnable, unable.Reason);
        return await TryUseAsync(grant, stop) ? new EnrolmentResult.Enrolled(identity, issued) : null;
    }

    private async ValueTask<bool> TryUseAsync(EnrolmentGrant grant, CancellationToken stop) =>
        grant is { OneTime: false, Failures: 0, LockedUntil: null }
        || await store.TryReplace(grant with { Used = grant.OneTime, Failures = 0, LockedUntil = null, Revision = grant.Revision + 1 }, stop);

    private static EnrolmentGrant AfterFailure(EnrolmentGrant grant, DateTimeOffset now)
    {
        var failures = grant.Failures + 1;
        return failures < MostFailures
            ? grant with { Failures = failures, Revision = grant.Revision + 1 }
            : grant with { Failures = 0, LockedUntil = now + Lock, Revision = grant.Revision + 1 };
    }

    private EnrolmentResult.Refused Unknown(string source)
    {
        limit.CountFailure(source);
        return Refuse(EnrolmentRefusal.NotKnown, "There is no such secret or token.");
    }

    private static EnrolmentResult.Refused Refuse(EnrolmentRefusal kind, string reason) => new(new Refusal<EnrolmentRefusal>(kind, reason));
}
