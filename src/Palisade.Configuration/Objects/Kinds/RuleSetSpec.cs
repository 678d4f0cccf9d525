using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary><c>rule_set</c>: rules in SecLang, and the files they name. Whether the rules are good, <c>Palisade.Protection</c> says.</summary>
public sealed record RuleSetSpec
{
    private const int MostFiles = 1000;

    /// <summary>Files of rules, in the order in which they are read.</summary>
    public IReadOnlyList<RuleFile> Rules { get; init; } = [];

    /// <summary>Files that operators such as <c>@pmFromFile</c> name. Default none.</summary>
    public IReadOnlyList<RuleFile> Data { get; init; } = [];

    /// <summary>The paranoia level of the Core Rule Set, 1 to 4; null (the default) leaves it to the rules.</summary>
    public int? Paranoia { get; init; }

    /// <summary>Reads the <c>spec</c>.</summary>
    public static RuleSetSpec Read(Fields fields)
    {
        var set = new RuleSetSpec { Rules = fields.Mappings("rules", RuleFile.Read), Data = fields.Mappings("data", RuleFile.Read), Paranoia = fields.Number("paranoia", 1, 4) };
        if (set.Rules.Count is 0 or > MostFiles) fields.Fault("rules", $"It needs 1 to {MostFiles} files of rules.");
        if (set.Data.Count > MostFiles) fields.Fault("data", $"It may have {MostFiles} files.");
        foreach (var twice in set.Rules.Concat(set.Data).GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)) fields.Fault("rules", $"Two files are called '{twice.Key}'.");
        return set;
    }
}

/// <summary>A file, by name and text.</summary>
public sealed record RuleFile(string Name, string Text)
{
    internal static RuleFile Read(Fields fields)
    {
        var name = fields.Text("name");
        if (name.Length > 0 && !IsFileName(name)) fields.Fault("name", "It is not the name of a file: 1 to 128 letters, digits, '-', '_' and '.', the first of which is no '.'.");
        return new(name, fields.Text("text"));
    }

    // No folders: a name of a rule set never leaves it.
    private static bool IsFileName(string name) => name.Length is > 0 and <= 128 && name[0] is not '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
