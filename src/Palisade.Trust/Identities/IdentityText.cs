using System.Diagnostics.CodeAnalysis;

namespace Palisade.Trust.Identities;

/// <summary>
/// The URI of an identity, read strictly: one form only, every part in its place, nothing after it, no escapes, no port,
/// no query. Two texts that differ in one character never name the same identity.
/// </summary>
public static class IdentityText
{
    /// <summary>Longest URI, in characters. What the longest parts can make is 690; anything longer is refused before it is looked at.</summary>
    public const int MostCharacters = 768;

    /// <summary>Longest tenant, group or id, in characters: as long as the name of a configuration object.</summary>
    public const int MostInSegment = 128;

    internal const string Scheme = "spiffe://";

    private static readonly string[] Words = ["tenant", "role", "group", "id"];

    /// <summary>Understands one.</summary>
    /// <param name="fault">What is wrong and where; null when nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Identity? identity, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        identity = null;
        fault = Check(text, out var parts);
        if (fault is null) identity = new(TrustDomain.Parse(parts[0]), parts[2], RoleNames.Parse(parts[4])!.Value, parts[6], parts[8]);
        return fault is null;
    }

    private static string? Check(string text, out string[] parts)
    {
        parts = [];
        if (text.Length > MostCharacters) return $"An identity has at most {MostCharacters} characters, this one {text.Length}.";
        if (!text.StartsWith(Scheme, StringComparison.Ordinal)) return $"An identity begins with '{Scheme}'.";
        parts = text[Scheme.Length..].Split('/');
        if (parts.Length != 1 + (2 * Words.Length)) return "An identity is spiffe://DOMAIN/tenant/TENANT/role/ROLE/group/GROUP/id/ID.";
        return TrustDomain.TryParse(parts[0]) is null ? "The trust domain is not a domain name in lower case." : CheckPairs(parts);
    }

    private static string? CheckPairs(string[] parts)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            var (word, value) = (parts[(2 * i) + 1], parts[(2 * i) + 2]);
            if (!string.Equals(word, Words[i], StringComparison.Ordinal)) return $"Where '{Words[i]}' belongs is something else.";
            if (!Identity.IsSegment(value)) return $"The {Words[i]} is not 1 to {MostInSegment} letters, digits, '-', '_' and '.'.";
        }

        return RoleNames.Parse(parts[4]) is null ? "There is no such role." : null;
    }
}
