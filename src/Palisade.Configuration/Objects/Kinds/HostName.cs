namespace Palisade.Configuration.Objects.Kinds;

/// <summary>Names of hosts (RFC 1123, section 2.1), with <c>_</c> allowed inside, as the field does.</summary>
public static class HostName
{
    private const int Longest = 253;

    /// <summary>Whether a text may be the name of a host.</summary>
    public static bool IsHost(string text)
    {
        if (text.Length is 0 or > Longest) return false;
        foreach (var label in text.AsSpan().Split('.'))
        {
            if (!IsLabel(text.AsSpan(label))) return false;
        }

        return true;
    }

    /// <summary>Whether a text may be a domain of a site: a host in small letters, <c>*.</c> and a host, or <c>*</c> for every other.</summary>
    public static bool IsDomain(string text) =>
        text == "*" || (IsHost(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text) && !text.Any(char.IsAsciiLetterUpper));

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] is '-' || label[^1] is '-') return false;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        }

        return true;
    }
}

/// <summary>Names and values of header fields (RFC 9110, section 5).</summary>
public static class HeaderText
{
    /// <summary>Whether a text may be the name of a header or cookie: a token.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= 256 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>Whether a text may be the value of a header: no control characters, at most 8,192 characters.</summary>
    public static bool IsValue(string text) => text.Length <= 8192 && !text.Any(c => char.IsControl(c) && c is not '\t');
}
