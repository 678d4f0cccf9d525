namespace Palisade.Configuration.Policies;

/// <summary>Countries as operators write them: <c>DE</c>, or <c>COUNTRY_DE</c> as other platforms have it.</summary>
public static class CountryText
{
    private const string Prefix = "COUNTRY_";

    /// <summary>The two letters, in capitals; null when the text is no country.</summary>
    public static string? Read(string text)
    {
        var letters = (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text).ToUpperInvariant();
        return letters.Length is 2 && letters.All(char.IsAsciiLetterUpper) ? letters : null;
    }

    /// <summary>Every fault of a list, with <paramref name="at"/> as its path.</summary>
    public static IEnumerable<ConfigFault> Check(string at, IReadOnlyList<string> countries)
    {
        for (var i = 0; i < countries.Count; i++)
        {
            if (Read(countries[i]) is null) yield return new($"{at}[{i}]", $"'{countries[i]}' is not a country in two letters, such as DE or COUNTRY_DE.");
        }
    }
}
