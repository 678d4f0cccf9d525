using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary><c>signature_set</c>: files of signatures that stand over the built-in ones. Whether the signatures are good, <c>Palisade.Protection</c> says.</summary>
public sealed record SignatureSetSpec
{
    private const int MostFiles = 100;

    /// <summary>Files of signatures in YAML, in the order in which they are read; 1 to 100. A signature with the id of a built-in one replaces it.</summary>
    public IReadOnlyList<RuleFile> Files { get; init; } = [];

    /// <summary>Reads the <c>spec</c>.</summary>
    public static SignatureSetSpec Read(Fields fields)
    {
        var set = new SignatureSetSpec { Files = fields.Mappings("files", RuleFile.Read) };
        if (set.Files.Count is 0 or > MostFiles) fields.Fault("files", $"It needs 1 to {MostFiles} files of signatures.");
        foreach (var twice in set.Files.GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)) fields.Fault("files", $"Two files are called '{twice.Key}'.");
        return set;
    }
}
