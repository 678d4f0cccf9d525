using System.Collections.Frozen;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.SecLang;
using Palisade.SecLang.Checks;
using Palisade.SecLang.Syntax;

namespace Palisade.Protection.Rules;

/// <summary>
/// The rules of a <c>rule_set</c>. Whoever wrote them is a tenant, not the operator of the gateway: they read no file but those they bring, and where the
/// gateway writes is not theirs to say.
/// </summary>
internal static class RuleSetText
{
    private const string IncludeCode = "PR0200";
    private const string SettingCode = "PR0201";

    private static readonly FrozenSet<string> OfTheGateway = FrozenSet.ToFrozenSet(
        [
            "SecAuditEngine", "SecAuditLog", "SecAuditLog2", "SecAuditLogStorageDir", "SecAuditLogFileMode", "SecAuditLogDirMode", "SecAuditLogType", "SecDebugLog", "SecDebugLogLevel",
            "SecUploadDir", "SecTmpDir", "SecUploadKeepFiles", "SecUploadFileMode", "SecTmpSaveUploadedFiles", "SecDataDir", "SecGeoLookupDb", "SecUnicodeMapFile",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What operators may name.</summary>
    public static FrozenDictionary<string, ReadOnlyMemory<byte>> Files(RuleSetSpec set) =>
        set.Data.ToFrozenDictionary(f => f.Name, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Text), StringComparer.Ordinal);

    /// <summary>Reads the files in their order: what stands before the rules by the name of its file, the rules, and every fault.</summary>
    public static (IReadOnlyList<Directive> Setup, IReadOnlyList<Directive> Rules, IReadOnlyList<Diagnostic> Faults) Read(RuleSetSpec set)
    {
        var (setup, rules, faults) = (new List<Directive>(), new List<Directive>(), new List<Diagnostic>());
        foreach (var file in set.Rules)
        {
            // The parser takes bytes, a character each.
            var read = SecLangParser.Parse(file.Name, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(file.Text)));
            faults.AddRange(read.Diagnostics);
            (RuleFolder.IsSetup(file.Name) ? setup : rules).AddRange(read.Directives.Where(d => IsTheirs(d, faults)));
        }

        faults.AddRange(RuleChecks.Run([.. setup, .. rules]));
        return (setup, rules, faults);
    }

    private static bool IsTheirs(Directive directive, List<Diagnostic> faults)
    {
        if (directive is not SettingDirective setting) return true;
        if (setting.Name is "Include" or "IncludeOptional")
            faults.Add(new(setting.At, DiagnosticSeverity.Error, IncludeCode, $"{setting.Name} has no place in a rule set", "its files are read in the order in which they are written"));
        else if (OfTheGateway.Contains(setting.Name))
            faults.Add(new(setting.At, DiagnosticSeverity.Warning, SettingCode, $"{setting.Name} is the gateway's own to say and is left out"));
        else return true;
        return false;
    }
}
