using Palisade.Engine.Compilation;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Protection.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Checks;
using Palisade.SecLang.Syntax;

namespace Palisade.Protection;

/// <summary>
/// Rules that many sites use, read and compiled once. A site adds what is different in it; all else its rule set shares with those of the other sites.
/// Files are not looked at again: when they change, this is loaded anew. Safe for any number of threads.
/// </summary>
public sealed class SharedRules
{
    private const int MostStaged = 8;

    private readonly Dictionary<DateOnly, SharedRules> _staged = [];
    private readonly CompileOptions _options;
    private readonly ParsedTexts _texts;
    private readonly RuleText _text;
    private readonly Lazy<HashSet<Diagnostic>> _checked;
    private readonly IReadOnlyList<Directive> _ground;
    private readonly RuleBasis? _basis;
    private readonly BuiltSites _sites = new();
    private readonly Lazy<KnownRules> _known;

    private SharedRules(RuleSource source, RuleText text, CompileOptions options, ParsedTexts texts, SharedRules? before)
    {
        (Source, _text, _options, _texts) = (source, text, options, texts);
        List<Directive> directives = [.. text.Defaults, .. text.Before, .. text.Rules];
        (var basis, _ground) = (before?._basis, before?._ground ?? directives);
        RuleSet? rules;
        IReadOnlyList<Diagnostic> faults;
        if (basis is not null && RuleChange.IsSmall(_ground, directives))
        {
            (rules, faults) = RuleCompiler.Compile(directives, options, basis);
        }
        else
        {
            (basis, faults) = RuleCompiler.CompileBasis(directives, options);
            (rules, _ground) = (basis?.Rules, directives);
        }

        Protection = Protected([.. text.Diagnostics, .. faults], rules);
        _basis = Protection.Rules is null ? null : basis;
        _checked = new(() => [.. RuleChecks.Run(_text.Checked([], []))]);
        _known = new(() => KnownRules.Of(_text.Checked([], [])));
    }

    /// <summary>Where they come from.</summary>
    public RuleSource Source { get; }

    /// <summary>The rules as they are, for a site that adds nothing; or what is wrong with them.</summary>
    public BuiltProtection Protection { get; }

    /// <summary>Reads, checks and compiles.</summary>
    /// <param name="before">What came of the same source earlier: files that hold the same are not parsed again, and where little is new, only that is compiled. Null for nothing.</param>
    public static SharedRules Load(RuleSource source, SharedRules? before = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (before?.Source != source) before = null;
        var texts = new ParsedTexts(before?._texts);
        // Operators that read a file are shared as they are: where one changed, all are made anew.
        if (before?._options.Operators.Reads?.AreUnchanged() is not true) before = null;
        var text = RuleText.Read(source, texts);
        texts.Close();
        return new(source, text, before?._options ?? OptionsOf(source), texts, before);
    }

    private static CompileOptions OptionsOf(RuleSource source) => new()
    {
        Mode = source.Mode,
        AllowPrograms = source.AllowPrograms,
        CloseReading = source.IsBuiltIn && source.Platform.Flags.CloseReading is not false,
        PatternSteps = source.Platform.Settings.PatternSteps ?? new CompileOptions().PatternSteps,
        Operators = new()
        {
            AllowPrograms = source.AllowPrograms,
            AllowDnsLookups = source.AllowPrograms,
            DeliberateFaults = TestFaults.Wanted,
            Files = source.Set is { } set ? RuleSetText.Files(set) : null,
            Reads = new(),
        },
    };

    /// <summary>The same rules with the signatures of a day and later on trial. Kept: as many sites may ask for the same day.</summary>
    public SharedRules StagedFrom(DateOnly day)
    {
        if (!Source.IsBuiltIn) return this;
        lock (_staged)
        {
            if (_staged.TryGetValue(day, out var known)) return known;
            // A day is over tomorrow.
            if (_staged.Count >= MostStaged) _staged.Clear();
            return _staged[day] = Load(Source with { StagedFrom = day });
        }
    }

    /// <summary>
    /// Makes one site's rules ready to serve, or says every reason why not: those of the shared rules, if they have faults. Sites that say the same share what comes of it,
    /// and one that adds nothing has the shared rules themselves.
    /// </summary>
    public BuiltProtection Build(SiteRules site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (_basis is null || (site is { Before: "", After: "" } && (site.Mode is null || site.Mode == _options.Mode))) return Protection;
        return _sites.Find(site, Compile);
    }

    private BuiltProtection Compile(SiteRules site)
    {
        var before = SecLangParser.Parse($"{site.Name}:before", site.Before);
        var after = SecLangParser.Parse($"{site.Name}:after", site.After);
        var (rules, faults) = RuleCompiler.Compile(
            [.. _text.Defaults, .. _text.Before, .. before.Directives, .. _text.Rules, .. after.Directives], _options with { Mode = site.Mode ?? _options.Mode }, _basis);
        var checks = RuleChecks.RunAdded(_known.Value, before.Directives, after.Directives) ?? RuleChecks.Run(_text.Checked(before.Directives, after.Directives)).Where(d => !_checked.Value.Contains(d));
        return Protected([.. _text.Diagnostics, .. before.Diagnostics, .. after.Diagnostics, .. checks, .. faults], rules);
    }

    private static BuiltProtection Protected(List<Diagnostic> diagnostics, RuleSet? rules) =>
        new(diagnostics.Exists(d => d.Severity is DiagnosticSeverity.Error) ? null : rules, diagnostics);
}
