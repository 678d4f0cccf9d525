using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Palisade.Engine.Programs;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>
/// A case of the regression format: rules, one exchange, and what the answer's status must be, or that the rules are refused.
/// What a case says about ModSecurity's own logs is ModSecurity's wording and says nothing about another engine.
/// </summary>
internal sealed partial record RegressionCase(string File, string Title, string Rules, ExchangeCase Exchange, ExpectedAnswer Expected, string Resource, bool Enabled)
    : ConformanceCase(File, Title)
{
    private static readonly string[] Resources = ["", "yajl", "libxml2"];

    public override string? SkipReason =>
        !Enabled ? "is switched off"
        : Expected.ForeignLogs ? "expects ModSecurity's own log"
        : Expected.IsEmpty ? "expects nothing"
        : !Resources.Contains(Resource, StringComparer.Ordinal) ? $"needs {Resource}"
        : Expected.Refused ? null
        : Network().IsMatch(Rules) ? "asks the network"
        : Programs().IsMatch(Rules) ? "runs programs"
        : MissingData() is { } missing ? $"needs {missing}, which is not here"
        : null;

    public static bool Is(JsonElement json) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty("rules", out _) && json.TryGetProperty("expected", out _);

    public static RegressionCase Read(string file, int number, JsonElement json) => new(
        file,
        $"{JsonText.Read(json, "title")} ({number})",
        string.Concat(Lines(json.GetProperty("rules"))),
        ExchangeCase.Read(json),
        ExpectedAnswer.Read(json.GetProperty("expected")),
        JsonText.Read(json, "resource"),
        JsonText.Read(json, "enabled") is not "0");

    public override Verdict Run()
    {
        using var folder = new RuleFolder(File, Rules, Data());
        var (rules, diagnostics) = folder.Compile();
        if (Expected.Refused) return Verdict.Of("refused rules", rules is null ? "refused rules" : "rules that load");
        if (rules is null) return new Verdict(Passed: false, "the rules are refused: " + string.Join("; ", diagnostics));
        var (status, location) = Exchange.Run(rules);
        var verdict = Verdict.Of(
            Show(Expected.Status, Expected.Location),
            Show(status, Expected.Location.Length > 0 ? location : ""));
        return verdict with { Text = $"{verdict.Text}\n{Rules}" };
    }

    /// <summary>The rules, writing no audit log; null when they are refused.</summary>
    internal RuleSet? Compile()
    {
        using var folder = new RuleFolder(File, Rules, Data());
        return folder.Compile(auditLog: false).Rules;
    }

    /// <summary>Each line with a line feed behind it, as the runner joins arrays.</summary>
    internal static IEnumerable<string> Lines(JsonElement array) =>
        array.ValueKind is JsonValueKind.Array ? array.EnumerateArray().Select(line => JsonText.Widen(line) + "\n")
        : array.ValueKind is JsonValueKind.String ? [JsonText.Widen(array)]
        : [];

    private static string Show(int status, string location) =>
        location.Length == 0 ? status.ToString(CultureInfo.InvariantCulture) : $"{status} to {location}";

    private string[] Data() => [.. DataFile().Matches(Rules).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    private string? MissingData() =>
        Data().FirstOrDefault(d => !System.IO.File.Exists(Path.Combine(CaseFiles.FolderOf(File, d), d)));

    [GeneratedRegex(@"https://|SecRemoteRules\b|@rbl\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Network();

    [GeneratedRegex(@"\bexec:|@inspectFile\b|SecRuleScript\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Programs();

    [GeneratedRegex(@"\btest-cases/[\w./-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DataFile();
}
