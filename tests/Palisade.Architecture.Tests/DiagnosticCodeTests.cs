using System.Text.RegularExpressions;

namespace Palisade.Architecture.Tests;

/// <summary>The codes of faults are a contract: each is explained in <c>docs/diagnostics.md</c>, and nothing else is.</summary>
public sealed partial class DiagnosticCodeTests
{
    private const string Page = "docs/diagnostics.md";

    [FactWhenPresent(Page)]
    public void Every_code_in_the_sources_is_documented() => Assert.Empty(InSources().Except(InPage(), StringComparer.Ordinal));

    [FactWhenPresent(Page)]
    public void Every_documented_code_exists() => Assert.Empty(InPage().Except(InSources(), StringComparer.Ordinal));

    private static IEnumerable<string> InSources() =>
        Repository.Sources("src").SelectMany(f => Quoted().Matches(Repository.Read(f))).Select(m => m.Groups["code"].Value).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> InPage() =>
        Code().Matches(Repository.Read(Page)).Select(m => m.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("\"(?<code>(SL|PC|RC|PR|CK|AP)[0-9]{4})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(SL|PC|RC|PR|CK|AP)[0-9]{4}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
