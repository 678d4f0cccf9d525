namespace Palisade.SecLang.Grammar;

/// <summary>Values that are one of a few words.</summary>
internal static class Choice
{
    /// <summary>Whether the text is one of the words, ASCII case apart.</summary>
    public static bool IsOneOf(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
