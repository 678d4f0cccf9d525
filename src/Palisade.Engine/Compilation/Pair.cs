namespace Palisade.Engine.Compilation;

/// <summary>Text of the form <c>name=value</c>.</summary>
internal static class Pair
{
    /// <summary>Splits at the first separator; the second part is null when there is none.</summary>
    public static (string Name, string? Value) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
