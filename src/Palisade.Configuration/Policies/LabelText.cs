namespace Palisade.Configuration.Policies;

/// <summary>Keys and values of labels, in the syntax of Kubernetes (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/).</summary>
public static class LabelText
{
    private const int LongestName = 63;
    private const int LongestPrefix = 253;

    /// <summary>Whether <paramref name="text"/> may be a key: a name, or a DNS name, a slash and a name.</summary>
    public static bool IsKey(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash < 0 ? IsName(text) : IsPrefix(text[..slash]) && IsName(text[(slash + 1)..]);
    }

    /// <summary>Whether <paramref name="text"/> may be a value: empty, or a name.</summary>
    public static bool IsValue(ReadOnlySpan<char> text) => text.IsEmpty || IsName(text);

    /// <summary>Every fault of a map of labels, with <paramref name="at"/> as its path.</summary>
    public static IEnumerable<ConfigFault> Check(string at, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in labels)
        {
            if (!IsKey(key)) yield return new(at, $"'{key}' is not the key of a label: up to 63 letters, digits, '-', '_' and '.', with a DNS name and '/' before them or not.");
            if (!IsValue(value)) yield return new(at, $"'{value}' is not the value of a label: up to 63 letters, digits, '-', '_' and '.'.");
        }
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestName || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1])) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return false;
        }

        return true;
    }

    private static bool IsPrefix(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestPrefix || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1])) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.')) return false;
        }

        return true;
    }
}
