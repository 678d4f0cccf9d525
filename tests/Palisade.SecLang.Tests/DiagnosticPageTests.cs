using System.Reflection;
using System.Text.RegularExpressions;
using Palisade.SecLang.Tests.Files;

namespace Palisade.SecLang.Tests;

/// <summary><c>docs/diagnostics.md</c> says what is true.</summary>
public sealed partial class DiagnosticPageTests
{
    /// <summary>What no example on a page can show, each with its reason.</summary>
    private static readonly Dictionary<string, string> WithoutExample = new(StringComparer.Ordinal)
    {
        [DiagnosticCode.NotText] = "bytes that a page cannot hold",
        [DiagnosticCode.TooManyFaults] = "a thousand faults",
        [DiagnosticCode.UnreadableFile] = "depends on the disk",
        [DiagnosticCode.IncludeLimit] = "a hundred files",
    };

    private static IReadOnlyList<(string Code, string Text)> Sections =>
        [.. Section().Matches(Page()).Select(s => (s.Groups["code"].Value, s.Groups["text"].Value))];

    public static TheoryData<string, string> Examples
    {
        get
        {
            var found = new TheoryData<string, string>();
            foreach (var (code, text) in Sections)
            {
                foreach (Match example in Example().Matches(text)) found.Add(code, example.Groups["text"].Value);
            }

            return found;
        }
    }

    [Fact]
    public void Every_code_has_a_section_in_order_and_every_section_a_code() =>
        Assert.Equal(Codes().Order(StringComparer.Ordinal), Sections.Select(s => s.Code));

    [Fact]
    public void Every_section_has_an_example_or_a_reason() =>
        Assert.Equal(WithoutExample.Keys.Order(StringComparer.Ordinal), Sections.Where(s => !Example().IsMatch(s.Text)).Select(s => s.Code));

    [Theory, MemberData(nameof(Examples))]
    public void An_example_has_the_fault_of_its_section_and_no_other(string code, string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("rules.conf", text.Replace("␣", " ", StringComparison.Ordinal));

        Assert.Equal([code], RuleFiles.Load([path]).Diagnostics.Select(d => d.Code).Distinct(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Codes() =>
        typeof(DiagnosticCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

    private static string Page()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var page = Path.Combine(at.FullName, "docs", "diagnostics.md");
            if (File.Exists(page)) return File.ReadAllText(page);
        }

        throw new InvalidOperationException("docs/diagnostics.md was not found above the tests.");
    }

    /// <summary>The codes of this project; those from 4000 on belong to others.</summary>
    [GeneratedRegex(@"^### (?<code>SL[12][0-9]{3}): .*\n(?<text>(?:(?!#).*\n)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```seclang\n(?<text>[^`]*)\n```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
