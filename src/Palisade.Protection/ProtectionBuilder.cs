using Palisade.Engine.Compilation;
using Palisade.Engine.Rules;
using Palisade.Protection.Rules;
using Palisade.Protection.Signatures;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Protection;

/// <summary>Makes rules ready to serve, or says every reason why not.</summary>
public static class ProtectionBuilder
{
    private const string PreambleName = "palisade:preamble.conf";

    /// <summary>Reads, checks and compiles.</summary>
    public static BuiltProtection Build(RuleSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var preamble = source.Preamble + (source.Paranoia is { } level ? ParanoiaLevel.Directive(level) : "");
        return source.Folder is null
            ? Compile(source, SecLangParser.Parse(EngineDefaults.FileName, EngineDefaults.Text), BuiltInSignatures.Directives())
            : BuildFolder(source, source.Folder, SecLangParser.Parse(PreambleName, preamble));
    }

    private static BuiltProtection BuildFolder(RuleSource source, string path, ParseResult preamble)
    {
        var (folder, error) = RuleFolder.Open(path);
        if (folder is null) return new(null, [new(new(path, 1, 1), DiagnosticSeverity.Error, "PR0001", error!)]);

        var defaults = SecLangParser.Parse(EngineDefaults.FileName, EngineDefaults.Text);
        var read = RuleFiles.Load([.. folder.Setup, .. folder.Rules]);
        var rulesAt = Math.Max(0, read.Directives.ToList().FindIndex(d => !folder.Setup.Contains(d.At.File)));
        return Compile(
            source,
            defaults,
            new([.. read.Directives.Take(rulesAt), .. preamble.Directives, .. read.Directives.Skip(rulesAt)], [.. preamble.Diagnostics, .. read.Diagnostics]));
    }

    private static BuiltProtection Compile(RuleSource source, ParseResult defaults, ParseResult rules)
    {
        List<Directive> directives = [.. defaults.Directives, .. rules.Directives];
        List<Diagnostic> diagnostics = [.. defaults.Diagnostics, .. rules.Diagnostics];
        var options = new CompileOptions
        {
            Mode = source.Mode,
            AllowPrograms = source.AllowPrograms,
            Operators = new() { AllowPrograms = source.AllowPrograms, AllowDnsLookups = source.AllowPrograms },
        };
        var (compiled, faults) = RuleCompiler.Compile(directives, options);
        diagnostics.AddRange(faults);
        return new(diagnostics.Exists(d => d.Severity is DiagnosticSeverity.Error) ? null : compiled, diagnostics);
    }
}
