using Palisade.Protection.Platform;
using Palisade.Protection.Signatures;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Protection.Rules;

/// <summary>The directives of a rule source, apart at the place where a site adds its own.</summary>
/// <param name="Defaults">What stands before everything.</param>
/// <param name="Before">Set-up and preamble, and exclusions that the folder has for all.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Diagnostics">What reading found.</param>
internal sealed record RuleText(IReadOnlyList<Directive> Defaults, IReadOnlyList<Directive> Before, IReadOnlyList<Directive> Rules, IReadOnlyList<Diagnostic> Diagnostics)
{
    private const string PreambleName = "palisade:preamble.conf";

    // The Core Rule Set's place for exclusions that hold before its rules.
    private const string ExclusionFile = "REQUEST-900-";

    /// <summary>Reads what a source names.</summary>
    /// <param name="texts">Parses, and knows what need not be parsed again.</param>
    public static RuleText Read(RuleSource source, ParsedTexts texts)
    {
        var read = Read(source, texts, Both(texts.Parse(EngineDefaults.FileName, EngineDefaults.Text), PlatformDirectives.Before(source.Platform.Settings)));
        return read with { Rules = [.. read.Rules, .. PlatformDirectives.After(source.Platform.Flags).Directives] };
    }

    private static RuleText Read(RuleSource source, ParsedTexts texts, ParseResult defaults)
    {
        if (source.IsBuiltIn)
        {
            var library = source.Platform.Over(SignatureLibrary.WithBuiltIn(source.Signatures));
            var compiled = SignatureDirectives.Compile(library.Signatures.Select(s => s.Since >= source.StagedFrom ? s with { Status = SignatureStatus.Staged } : s));
            return new(defaults.Directives, [], compiled.Directives, [.. defaults.Diagnostics, .. library.Diagnostics, .. compiled.Diagnostics]);
        }

        var preamble = texts.Parse(PreambleName, source.Preamble + (source.Paranoia is { } level ? ParanoiaLevel.Directive(level) : ""));
        if (source.Set is { } given)
        {
            var (first, others, faults) = RuleSetText.Read(given);
            return Arranged(defaults, first, preamble, others, faults);
        }

        var (folder, error) = RuleFolder.Open(source.Folder!);
        if (folder is null) return new([], [], [], [new(new(source.Folder!, 1, 1), DiagnosticSeverity.Error, "PR0001", error!)]);

        var read = RuleFiles.Load([.. folder.Setup, .. folder.Rules], texts: texts);
        var setup = read.Directives.TakeWhile(d => folder.Setup.Contains(d.At.File)).ToList();
        return Arranged(defaults, setup, preamble, [.. read.Directives.Skip(setup.Count)], read.Diagnostics);
    }

    private static ParseResult Both(ParseResult first, ParseResult second) => new([.. first.Directives, .. second.Directives], [.. first.Diagnostics, .. second.Diagnostics]);

    private static RuleText Arranged(ParseResult defaults, IReadOnlyList<Directive> setup, ParseResult preamble, IReadOnlyList<Directive> rules, IReadOnlyList<Diagnostic> faults)
    {
        var exclusions = rules.TakeWhile(d => Path.GetFileName(d.At.File).StartsWith(ExclusionFile, StringComparison.OrdinalIgnoreCase)).ToList();
        return new(
            defaults.Directives, [.. setup, .. preamble.Directives, .. exclusions], [.. rules.Skip(exclusions.Count)], [.. defaults.Diagnostics, .. preamble.Diagnostics, .. faults]);
    }

    /// <summary>What is to be checked as a whole: all but the defaults, with what a site adds.</summary>
    public IReadOnlyList<Directive> Checked(IReadOnlyList<Directive> before, IReadOnlyList<Directive> after) => [.. Before, .. before, .. Rules, .. after];
}
