using System.Text;
using Palisade.Engine.Compilation;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>A folder with the rules of one case, where its data files lie as in ModSecurity's test folder.</summary>
internal sealed class RuleFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-case").FullName;

    public RuleFolder(string file, string rules, IEnumerable<string> data)
    {
        File.WriteAllBytes(RuleFile, Encoding.Latin1.GetBytes(rules));
        foreach (var name in data)
        {
            var target = Path.Combine(CaseFiles.FolderOf(file, name), name);
            var copy = Path.Combine(_folder, name);
            if (!File.Exists(target) || File.Exists(copy)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(target, copy);
        }
    }

    private string RuleFile => Path.Combine(_folder, "case.conf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The rules ready to run; null when they are refused.</summary>
    /// <param name="auditLog">Whether directives about the audit log are followed.</param>
    public (RuleSet? Rules, IReadOnlyList<Diagnostic> Diagnostics) Compile(bool auditLog = true)
    {
        var parsed = RuleFiles.Load([RuleFile]);
        var directives = parsed.Directives.Where(d => auditLog || d is not SettingDirective setting || !setting.Name.StartsWith("SecAuditLog", StringComparison.Ordinal));
        var (rules, faults) = RuleCompiler.Compile([.. directives], new CompileOptions());
        return (parsed.Succeeded ? rules : null, [.. parsed.Diagnostics.Concat(faults).Where(d => d.Severity is DiagnosticSeverity.Error)]);
    }
}
