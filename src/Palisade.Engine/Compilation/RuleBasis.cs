using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>
/// A compiled rule set upon which others are compiled that hold mostly the same directives (the same objects): they share its rules, operators, tables and
/// scanner, and add only what is different in them. It keeps what compiling needs, the syntax of its rules included; the rule sets do not keep it. Immutable;
/// any number of threads may compile upon it.
/// </summary>
public sealed class RuleBasis
{
    private readonly Dictionary<Directive, CompiledLink[]> _links = new(ReferenceEqualityComparer.Instance);
    private readonly TargetTable _targets;

    internal RuleBasis(CompileOptions options, CompileContext context, IEnumerable<CompiledLink[]> compiled, TargetTable targets, ProgramBuilder program, RuleSet rules)
    {
        (Options, Context, _targets, Program, Rules) = (options, context, targets, program, rules);
        foreach (var links in compiled) _links.TryAdd(links[0].Draft.Source, links);
    }

    /// <summary>The rule set itself.</summary>
    public RuleSet Rules { get; }

    internal CompileOptions Options { get; }

    internal CompileContext Context { get; }

    internal ProgramBuilder Program { get; }

    /// <summary>The targets that were read, to be used again.</summary>
    internal TargetTable Targets => _targets;

    /// <summary>What came of a rule that a directive starts; empty where it is not known.</summary>
    internal ReadOnlySpan<CompiledLink> Find(Directive starter) => _links.GetValueOrDefault(starter);
}
