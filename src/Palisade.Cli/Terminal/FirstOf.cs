namespace Palisade.Cli.Terminal;

/// <summary>The first of many names in a sentence, and how many more there are.</summary>
internal static class FirstOf
{
    /// <summary>As <c>a, b and 7 more</c>.</summary>
    public static string Show(IReadOnlyCollection<string> names, int most) => string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
}
