using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Palisade.Trust.Disk;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Enrolment;

/// <summary>
/// What whoever starts a component is handed: the secret, the installation's name, and the hash of its root, so that the component knows its manager before
/// it tells the secret. Three words on one line or on several: <c>pe1-… palisade.internal sha256:…</c>.
/// </summary>
/// <param name="Secret">As <see cref="EnrolmentSecret"/> writes it.</param>
/// <param name="RootHash">SHA-256 of the root certificate in DER, 64 hexadecimal digits.</param>
public sealed record EnrolmentTicket(string Secret, TrustDomain Domain, string RootHash)
{
    private const string HashPrefix = "sha256:";
    private const int MostBytes = 4096;

    /// <summary>Whether a certificate is the root that is meant.</summary>
    public bool Names(X509Certificate2 root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return string.Equals(HashOf(root), RootHash, StringComparison.Ordinal);
    }

    /// <summary>The hash by which a root is named.</summary>
    public static string HashOf(X509Certificate2 root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Convert.ToHexStringLower(SHA256.HashData(root.RawDataMemory.Span));
    }

    /// <summary>The line. It holds the secret: to be shown once.</summary>
    public string ToText() => $"{Secret} {Domain.Name} {HashPrefix}{RootHash}";

    /// <summary>Understands one. What is wrong is told without repeating any of it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out EnrolmentTicket? ticket, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        ticket = null;
        fault = null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var secret, var name, var root]) fault = $"It has {words.Length} words and not three: the secret, the installation's name, and sha256: with the root's hash.";
        else if (!IsSecret(secret)) fault = "The first word is no secret: pe1-, 16 hexadecimal digits, -, 64 more.";
        else if (TrustDomain.TryParse(name) is not { } domain) fault = "The second word is not the name of an installation: a domain name of two labels or more, in lower case.";
        else if (!root.StartsWith(HashPrefix, StringComparison.Ordinal) || !IsHash(root[HashPrefix.Length..])) fault = "The third word is not sha256: and 64 hexadecimal digits in lower case.";
        else ticket = new(secret, domain, root[HashPrefix.Length..]);
        return ticket is not null;
    }

    /// <summary>Reads a file that holds one. A file that others may read is refused.</summary>
    public static bool TryRead(string path, [NotNullWhen(true)] out EnrolmentTicket? ticket, [NotNullWhen(false)] out string? fault)
    {
        ticket = null;
        fault = null;
        if (BoundedFile.TryRead(path, MostBytes) is not { } bytes) fault = $"'{path}' cannot be read, or is longer than {MostBytes} bytes.";
        else if (BoundedFile.IsOpenToOthers(path)) fault = $"'{path}' is open to others than its owner; its rights must be 0600 or less.";
        else if (!TryParse(Encoding.UTF8.GetString(bytes), out ticket, out var wrong)) fault = $"'{path}': {wrong}";
        return ticket is not null;
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"pe1-… {Domain.Name} {HashPrefix}{RootHash}";

    private static bool IsHash(string text) => text.Length is 64 && text.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));

    private static bool IsSecret(string text)
    {
        if (!EnrolmentSecret.TryParse(text, out var secret)) return false;
        secret.Dispose();
        return true;
    }
}
