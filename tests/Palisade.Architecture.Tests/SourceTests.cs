using System.Text.RegularExpressions;

namespace Palisade.Architecture.Tests;

/// <summary>What a reader of the sources may rely on.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    /// <summary>Files that are longer, each with its reason. An entry that is no longer needed fails a test.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
    };

    private static IEnumerable<string> Sources => Repository.Sources("src").Concat(Repository.Sources("tests")).Concat(Repository.Sources("bench"));

    [Fact]
    public void A_file_is_short_enough_to_be_read_at_once()
    {
        var tooLong =
            from file in Sources
            let lines = Repository.Read(file).Count(c => c is '\n')
            where lines >= MostLines && !LongFiles.ContainsKey(file)
            select $"{file}: {lines} lines";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_exemption_from_the_length_is_still_needed()
    {
        var idle = LongFiles.Keys.Where(f => !Repository.Files.Contains(f, StringComparer.Ordinal) || Repository.Read(f).Count(c => c is '\n') < MostLines);

        Assert.Empty(idle);
    }

    [Fact]
    public void A_suppressed_warning_says_why()
    {
        var silent =
            from file in Sources
            from line in Repository.Read(file).Split('\n')
            where Suppression().IsMatch(line) && !line.Contains("//", StringComparison.Ordinal) && !Justified().IsMatch(line)
            select $"{file}: {line.Trim()}";

        Assert.Empty(silent);
    }

    [GeneratedRegex(@"^\s*#pragma warning disable|\[\w*:?\s*(Unconditional)?SuppressMessage\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suppression();

    [GeneratedRegex(@"Justification = ""[^""]{10,}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Justified();
}
