using System.Text.RegularExpressions;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Tests.Words;

/// <summary>The vocabulary against the tables of the language reference: what one of the two engines runs, we run.</summary>
public sealed partial class ReferenceTableTests
{
    /// <summary>Words whose status the tables do not decide alone, each with its reason.</summary>
    private static readonly Dictionary<string, string> Decided = new(StringComparer.Ordinal)
    {
        ["SecRemoteRules"] = "would fetch rules over the network at load",
        ["SecCollectionTimeout"] = "collections expire here",
        ["WEBSERVER_ERROR_LOG"] = "the parser of ModSecurity v3 refuses it",
        ["SecUnicodeMap"] = "Coraza reads and ignores it",
        ["SecPcreMatchLimitRecursion"] = "both engines read and ignore it",
        ["SecHttpBlKey"] = "both engines read and ignore it",
        ["SecRulePerfTime"] = "Coraza reads and ignores it",
    };

    [FactWithSharedFiles]
    public void Every_directive_has_the_status_of_the_table() =>
        Check("Directives", name => Vocabulary.Directives.TryGet(name, out var word) ? (word.Name, word.Status) : null);

    [FactWithSharedFiles]
    public void Every_variable_has_the_status_of_the_table() =>
        Check("Variables", name => Vocabulary.Variables.TryGet(name, out var word) ? (word.Name, word.Status) : null);

    [FactWithSharedFiles]
    public void Every_operator_has_the_status_of_the_table() =>
        Check("Operators", name => Vocabulary.Operators.TryGet(name, out var word) ? (name, word.Status) : null);

    [FactWithSharedFiles]
    public void Every_transformation_is_known() =>
        Check("Transformations", name => Vocabulary.Transformations.TryGet(name, out _) ? (name, WordStatus.Active) : null);

    [FactWithSharedFiles]
    public void Every_action_has_the_status_of_the_table() =>
        Check("Actions", name => Vocabulary.Actions.TryGet(name, out var word) ? (word.Name, name.StartsWith("sanitise", StringComparison.Ordinal) ? WordStatus.Refused : word.Status) : null);

    [FactWithSharedFiles]
    public void Every_ctl_option_has_the_status_of_the_table() =>
        Check("ctl: options", name => Vocabulary.Controls.TryGet(name, out var word) ? (word.Name, word.Status) : null);

    private static void Check(string table, Func<string, (string Name, WordStatus Status)?> find)
    {
        var rows = Rows(table).ToList();
        Assert.NotEmpty(rows);
        foreach (var (name, v3, coraza) in rows)
        {
            var found = find(name);
            Assert.True(found is not null, $"{name} is not known");
            Assert.Equal(name, found.Value.Name);
            if (!Decided.ContainsKey(name)) Assert.True(Expected(v3, coraza) == found.Value.Status, $"{name}: {v3} / {coraza}");
        }
    }

    private static WordStatus Expected(string v3, string coraza)
    {
        if (Runs(v3) || Runs(coraza)) return WordStatus.Active;
        return coraza.Contains("no-op", StringComparison.Ordinal) ? WordStatus.Idle : WordStatus.Refused;
    }

    private static bool Runs(string cell) =>
        cell is "yes" or "stored" or "name only, empty" or "needs plugin" or "Off only" or "0 only" || cell.StartsWith("accepted, no effect", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string V3, string Coraza)> Rows(string table)
    {
        var page = File.ReadAllText(Path.Combine(SharedFiles.Folder!, "reference", "seclang.md"));
        var start = page.IndexOf($"#### {table}\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n#", start + 4, StringComparison.Ordinal);
        return Row().Matches(page[start..end]).Select(m => (m.Groups["name"].Value, m.Groups["v3"].Value, m.Groups["coraza"].Value)).Where(r => r.Item1 is not ("name" or "---"));
    }

    [GeneratedRegex(@"^\| (?<name>\S+) \| (?<v3>[^|]+?) \| (?<coraza>[^|]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
