namespace Palisade.Configuration.Objects.Naming;

/// <summary>
/// The grammar of names. Tenants and namespaces are DNS labels (RFC 1123, section 2.1; RFC 1035, section 2.3.4): 1 to 63 small letters, digits and
/// <c>-</c>, with a letter or digit at both ends. Names of objects are such labels with dots between them, may have <c>_</c> inside, and have up to
/// 128 characters, as many as policy files take. Small letters only, so that two exported files never differ by case alone.
/// </summary>
public static class ObjectNames
{
    /// <summary>Longest name of a tenant or namespace, in characters.</summary>
    public const int LongestLabel = 63;

    /// <summary>Longest name of an object, in characters.</summary>
    public const int LongestName = 128;

    /// <summary>The namespace that is there without anybody's making it.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>The tenant of the platform's own objects, which others may name: shared gateway groups, rule sets, address lists.</summary>
    public const string SystemTenant = "system";

    /// <summary>The tenant that an installation begins with: where administrators of the platform work who name no other.</summary>
    public const string FirstTenant = "default";

    /// <summary>What a label is, for messages.</summary>
    public const string LabelGrammar = "1 to 63 small letters, digits and '-', with a letter or digit at both ends";

    /// <summary>What a name is, for messages.</summary>
    public const string NameGrammar = "1 to 128 small letters, digits, '-', '_' and '.', with a letter or digit at both ends and around each '.'";

    /// <summary>Whether <paramref name="text"/> may be the name of a tenant or namespace.</summary>
    public static bool IsLabel(string text) => text.Length is > 0 and <= LongestLabel && IsPart(text, underscore: false);

    /// <summary>Whether <paramref name="text"/> may be the name of an object.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > LongestName) return false;
        foreach (var part in text.AsSpan().Split('.'))
        {
            if (!IsPart(text.AsSpan(part), underscore: true)) return false;
        }

        return true;
    }

    private static bool IsPart(ReadOnlySpan<char> text, bool underscore)
    {
        if (text.IsEmpty || !IsLetterOrDigit(text[0]) || !IsLetterOrDigit(text[^1])) return false;
        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c) && c is not '-' && !(underscore && c is '_')) return false;
        }

        return true;
    }

    private static bool IsLetterOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
