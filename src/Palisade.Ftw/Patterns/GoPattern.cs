using System.Text.RegularExpressions;

namespace Palisade.Ftw.Patterns;

/// <summary>A regular expression in Go's dialect (RE2), as test and overrides files hold them. Linear in time, under a time limit all the same.</summary>
public sealed class GoPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Regex _regex;

    private GoPattern(Regex regex) => _regex = regex;

    /// <summary>Compiles a pattern.</summary>
    /// <returns>The pattern, or what is wrong with it.</returns>
    public static (GoPattern? Pattern, string? Problem) Parse(string pattern)
    {
        try
        {
            var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
            return (new(new Regex(GoSyntax.ToDotNet(pattern), options, Limit)), null);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            return (null, e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Whether it occurs in a text; null when that could not be found out in time.</summary>
    public bool? Matches(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
