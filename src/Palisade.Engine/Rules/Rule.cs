using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Transformations;

namespace Palisade.Engine.Rules;

/// <summary>One rule, or one link of a chain, ready to run. Immutable; shared by every request.</summary>
public sealed record Rule
{
    /// <summary>What it says about itself. A link carries the info of its chain's starter, so that exclusions reach it.</summary>
    public required RuleInfo Info { get; init; }

    /// <summary>What it reads, in order. Empty for <c>SecAction</c>, which always matches.</summary>
    public required ImmutableArray<Target> Targets { get; init; }

    /// <summary>What is taken out of its targets.</summary>
    public required ImmutableArray<Target> Exclusions { get; init; }

    /// <summary>The test; null for <c>SecAction</c>.</summary>
    public Operator? Operator { get; init; }

    /// <summary>The operator's argument as written, for logs.</summary>
    public string OperatorArgument { get; init; } = "";

    /// <summary>The operator's argument where it has macros; otherwise null.</summary>
    public MacroText? OperatorMacro { get; init; }

    /// <summary>True for <c>!@op</c>.</summary>
    public bool Negated { get; init; }

    /// <summary>The transformations in order; those before the last <c>t:none</c> are gone.</summary>
    public required ImmutableArray<Transformation> Transformations { get; init; }

    /// <summary>Test the value before, between and after its transformations.</summary>
    public bool MultiMatch { get; init; }

    /// <summary>Whether captures go to TX.0 to TX.9.</summary>
    public bool Capture { get; init; }

    /// <summary>Run for each value that matches, before a chain is decided (<c>setvar</c>, <c>initcol</c>).</summary>
    public required ImmutableArray<RuleAction> OnEachMatch { get; init; }

    /// <summary>Run once, when the rule and all its links matched.</summary>
    public required ImmutableArray<RuleAction> OnMatch { get; init; }

    /// <summary>The disruptive action, from the starter.</summary>
    public required Disruption Disruption { get; init; }

    /// <summary>Rules to skip after a match, 0 for none.</summary>
    public int Skip { get; init; }

    /// <summary>The marker to go on after, or null.</summary>
    public string? SkipAfter { get; init; }

    /// <summary>Whether a match is reported.</summary>
    public bool Log { get; init; }

    /// <summary>Whether a match makes the transaction relevant for the audit log.</summary>
    public bool AuditLog { get; init; }

    /// <summary>The message, with macros.</summary>
    public MacroText? Message { get; init; }

    /// <summary>The data to log, with macros.</summary>
    public MacroText? LogData { get; init; }

    /// <summary><c>xmlns:prefix=uri</c>: prefixes for the XPath of its targets.</summary>
    public ImmutableArray<KeyValuePair<string, string>> XmlNamespaces { get; init; } = [];

    /// <summary>The next link of the chain, or null.</summary>
    public Rule? Next { get; init; }
}

/// <summary>One step of a phase: a rule, or a marker.</summary>
public readonly record struct PhaseStep
{
    // One reference: there are hundreds for each of thousands of sites.
    private readonly object _step;

    /// <summary>A rule.</summary>
    public PhaseStep(Rule rule) => _step = rule;

    /// <summary>A marker.</summary>
    public PhaseStep(string marker) => _step = marker;

    /// <summary>The rule; null for a marker.</summary>
    public Rule? Rule => _step as Rule;

    /// <summary>The marker's label; null for a rule.</summary>
    public string? Marker => _step as string;
}
