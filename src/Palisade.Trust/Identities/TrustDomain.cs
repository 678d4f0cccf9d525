namespace Palisade.Trust.Identities;

/// <summary>
/// The name of one installation, such as <c>palisade.internal</c>. All its identities begin with it, and its
/// authority can issue no other: the name is a constraint in the authority's certificate.
/// </summary>
/// <remarks>
/// A domain name of at least two labels in lower case, since RFC 5280 (4.2.1.10) lets a constraint on URIs name only a
/// fully qualified host. At most 253 characters, 63 in a label; the last label begins with a letter, so that no address is one.
/// </remarks>
public sealed record TrustDomain
{
    private const int MostCharacters = 253;
    private const int MostInLabel = 63;

    private TrustDomain(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The trust domain of that name; null when it cannot be one.</summary>
    public static TrustDomain? TryParse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MostCharacters) return null;
        var labels = name.Split('.');
        return labels.Length >= 2 && labels.All(IsLabel) && char.IsAsciiLetterLower(labels[^1][0]) ? new(name) : null;
    }

    /// <summary>The trust domain of that name, which is known to be one.</summary>
    public static TrustDomain Parse(string name) => TryParse(name) ?? throw new ArgumentException("Not a trust domain: a domain name of two labels or more, in lower case.", nameof(name));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MostInLabel && label[0] is not '-' && label[^1] is not '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-');
}
