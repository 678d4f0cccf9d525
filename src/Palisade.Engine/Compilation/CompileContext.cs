using Palisade.Engine.Operators;
using Palisade.Engine.Rules;
using Palisade.Engine.Transformations;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>What the directives beside the rules say: settings, and what rules are compiled with.</summary>
internal sealed class CompileContext
{
    private readonly List<Directive> _read;
    private readonly List<Diagnostic> _faults;
    private readonly List<Diagnostic> _mapFaults = [];
    private readonly Directive? _map;

    private CompileContext(List<Directive> read, CompileOptions options, CompileContext? known)
    {
        _read = read;
        _faults = [];
        Settings = SettingReader.Read(read, _faults);
        Operators = SettingReader.Provide(read, options.Operators);
        _map = UnicodeMapReader.Last(read);
        if (known is not null && ReferenceEquals(_map, known._map)) (Unicode, _mapFaults) = (known.Unicode, known._mapFaults);
        else Unicode = UnicodeMapReader.Read(read, options.Operators.Reads, _mapFaults);
    }

    /// <summary>What the setting directives say.</summary>
    public EngineSettings Settings { get; }

    /// <summary>What operators may do and are given.</summary>
    public OperatorOptions Operators { get; }

    /// <summary>The map of <c>urlDecodeUni</c>; null for the built-in one.</summary>
    public UnicodeMap? Unicode { get; }

    /// <summary>Every error and warning.</summary>
    public IEnumerable<Diagnostic> Faults => [.. _faults, .. _mapFaults];

    /// <summary>Reads the directives, or answers what is known if they are the same.</summary>
    /// <param name="directives">All of a rule set.</param>
    /// <param name="options">Those that <paramref name="known"/> was read with, if any.</param>
    /// <param name="known">What was read before for a rule set that has mostly the same; or null.</param>
    public static CompileContext Read(IReadOnlyList<Directive> directives, CompileOptions options, CompileContext? known)
    {
        var read = directives.Where(d => d is SettingDirective or DatasetDirective).ToList();
        return known is not null && Same.Objects(read, known._read) ? known : new(read, options, known);
    }

    /// <summary>Whether an operator would become the same in both.</summary>
    public bool Makes(OperatorSyntax syntax, CompileContext other) =>
        (!syntax.Name.EndsWith("FromDataset", StringComparison.Ordinal) || Same.Objects([.. _read.OfType<DatasetDirective>()], [.. other._read.OfType<DatasetDirective>()]))
        && (syntax.Name != "geoLookup" || Operators.GeoDatabase == other.Operators.GeoDatabase);
}
