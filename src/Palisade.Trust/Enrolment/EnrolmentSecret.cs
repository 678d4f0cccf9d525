using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Enrolment;

/// <summary>
/// A group's secret or a one-time token as it is handed out: <c>pe1-</c>, 16 hexadecimal digits that find the grant, <c>-</c>,
/// 64 that prove it. Always made here, never chosen by a person.
/// </summary>
/// <remarks>
/// Since the secret is 256 random bits, one HMAC is as good a digest as any slow one: there is nothing to guess. A slow one
/// would only let strangers spend the manager's time.
/// </remarks>
public sealed class EnrolmentSecret : IDisposable
{
    /// <summary>Length of the text, in characters.</summary>
    public const int Characters = 4 + (2 * IdBytes) + 1 + (2 * SecretBytes);

    /// <summary>Longest life of a token.</summary>
    public static readonly TimeSpan LongestToken = TimeSpan.FromDays(7);

    private const string Prefix = "pe1-";
    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private const int SaltBytes = 16;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private readonly byte[] _secret;

    private EnrolmentSecret(string id, byte[] secret) => (Id, _secret) = (id, secret);

    /// <summary>What finds the grant. Not secret.</summary>
    public string Id { get; }

    /// <summary>Makes a secret that a group's components enrol with, as often as they need.</summary>
    /// <param name="text">To be shown once and kept by whoever starts the components.</param>
    public static EnrolmentGrant ForGroup(string tenant, Role role, string group, out string text) => Create(tenant, role, group, expires: null, out text);

    /// <summary>Makes a token for one component.</summary>
    /// <param name="life">At most <see cref="LongestToken"/>; an hour is usual.</param>
    /// <param name="text">To be shown once.</param>
    public static EnrolmentGrant ForOne(string tenant, Role role, string group, TimeSpan life, TimeProvider clock, out string text)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, LongestToken);
        return Create(tenant, role, group, clock.GetUtcNow() + life, out text) with { OneTime = true };
    }

    /// <summary>Understands one that was handed in.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out EnrolmentSecret? secret)
    {
        secret = null;
        if (text.Length is not Characters || !text.StartsWith(Prefix) || text[Prefix.Length + (2 * IdBytes)] is not '-') return false;
        var id = text.Slice(Prefix.Length, 2 * IdBytes);
        var proof = text[^(2 * SecretBytes)..];
        if (id.ContainsAnyExcept(Hex) || proof.ContainsAnyExcept(Hex)) return false;
        secret = new(id.ToString(), Convert.FromHexString(proof));
        return true;
    }

    /// <summary>Whether it is the one that the grant was made with. Takes as long for a wrong one, whatever is wrong.</summary>
    public bool Proves(EnrolmentGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Convert.FromHexString(grant.Salt), _secret, digest);
        return CryptographicOperations.FixedTimeEquals(digest, Convert.FromHexString(grant.Digest));
    }

    /// <summary>The public part only.</summary>
    public override string ToString() => $"{Prefix}{Id}-…";

    /// <summary>Clears the secret.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);

    private static EnrolmentGrant Create(string tenant, Role role, string group, DateTimeOffset? expires, out string text)
    {
        if (!Identity.IsSegment(tenant) || !Identity.IsSegment(group)) throw new ArgumentException("Tenant and group have 1 to 128 letters, digits, '-', '_' and '.'.", nameof(group));
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        var (id, salt) = (RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true), RandomNumberGenerator.GetBytes(SaltBytes));
        text = $"{Prefix}{id}-{Convert.ToHexStringLower(secret)}";
        var digest = HMACSHA256.HashData(salt, secret);
        CryptographicOperations.ZeroMemory(secret);
        return new() { Id = id, Tenant = tenant, Group = group, Role = role, Expires = expires, Salt = Convert.ToHexStringLower(salt), Digest = Convert.ToHexStringLower(digest) };
    }
}
