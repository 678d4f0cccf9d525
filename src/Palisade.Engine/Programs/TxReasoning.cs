using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>Whether a rule matches, as far as that is known when rules are loaded.</summary>
internal enum Foreseen
{
    /// <summary>The request decides.</summary>
    Open,

    /// <summary>It matches no request.</summary>
    Never,

    /// <summary>It matches every request, and all it does is set variables of TX to what hangs on TX alone.</summary>
    Always,
}

/// <summary>Works out what rules do that read nothing but TX: tests of its numbers, and settings of its variables.</summary>
/// <remarks>For one rule after the other: a fold judges each rule of a program, for each of a thousand sites.</remarks>
internal sealed class TxReasoning
{
    // What a variable may be worth here: rules that double one sixty times are left to the transaction, which bounds them.
    private const int LongestKnown = 4096;

    private readonly OperatorRun _run = new();
    private readonly List<TxUpdate> _changes = [];
    private TxFacts _facts = null!;

    /// <summary>What a rule that always matches does, in order; valid until the next is judged.</summary>
    public IReadOnlyList<TxUpdate> Changes => _changes;

    /// <summary>Judges a rule.</summary>
    /// <param name="facts">What is known of TX where the rule stands.</param>
    public Foreseen Judge(Rule rule, TxFacts facts)
    {
        _facts = facts;
        _changes.Clear();
        if (MatchesOf(rule) is not { } matches) return Foreseen.Open;
        if (matches == 0) return Foreseen.Never;

        // Of several targets, what it does for one could change what it reads of the next.
        return rule.Targets.Length <= 1 && IsQuiet(rule) && Carry(rule, matches) ? Foreseen.Always : Foreseen.Open;
    }

    // How many of its targets match; null when the request decides. A chain whose starter cannot match does nothing.
    private int? MatchesOf(Rule rule)
    {
        if (rule.Operator is null) return 1;
        if (rule is not { Operator: NumberOperator test, Transformations.IsEmpty: true, Exclusions.IsEmpty: true, Capture: false }) return null;
        if (rule.OperatorMacro is { } macro)
        {
            if (Expand(macro) is not { } argument) return null;
            _run.Argument = argument;
        }

        var matches = 0;
        foreach (var target in rule.Targets)
        {
            if (target.TxName < 0) return null;
            var fact = _facts.Of(target.TxName, ((Selector.Key)target.Selector!).Name);
            if (fact.IsThere is not { } there || (!target.Count && fact.Kind is TxFactKind.Present)) return null;
            if (!target.Count && !there) continue;
            var value = target.Count ? (there ? "1"u8 : "0"u8) : fact.Value;
            if (test.Matches(value, _run) != rule.Negated) matches++;
        }

        return matches;
    }

    // Nothing that a client, an operator or another rule could notice but TX.
    private static bool IsQuiet(Rule rule) =>
        rule is { Next: null, Log: false, AuditLog: false, Info.Severity: null, Disruption.Kind: DisruptionKind.Pass or DisruptionKind.Block };

    private bool Carry(Rule rule, int matches)
    {
        for (var i = 0; i < matches; i++)
        {
            if (!Carry(rule.OnEachMatch)) return false;
        }

        return Carry(rule.OnMatch);
    }

    private bool Carry(ImmutableArray<RuleAction> actions)
    {
        foreach (var action in actions)
        {
            if (action is not RuleAction.SetVariable { TxName: >= 0 } set) return false;
            if (set.Change is RuleAction.ChangeKind.Remove) _changes.Add(new(set.TxName, set.Name.ConstantText!, null));
            else if (set.Change is RuleAction.ChangeKind.Set && Expand(set.Value) is { } value) _changes.Add(new(set.TxName, set.Name.ConstantText!, value));
            else if (set.Value.Parts.All(p => p.Literal is not null || p.TxName >= 0)) _changes.Add(new(set.TxName, set.Name.ConstantText!, null, set));
            else return false;
        }

        return true;
    }

    // A text whose macros are all known; null when one is not.
    private byte[]? Expand(MacroText text)
    {
        if (text.Constant is { } constant) return constant;
        var bytes = new List<byte>();
        foreach (var part in text.Parts)
        {
            if (part.Literal is { } literal) bytes.AddRange(literal);
            else if (part.TxName < 0 || ValueOf(part.TxName, part.Key!) is not { } value) return null;
            else bytes.AddRange(value);
            if (bytes.Count > LongestKnown) return null;
        }

        return [.. bytes];
    }

    // Of a rule's own changes, too: a setting may speak of the one before.
    private byte[]? ValueOf(int number, string name)
    {
        if (_changes.FindLastIndex(c => c.Number == number) is >= 0 and var own) return _changes[own].IsKnown ? _changes[own].Value ?? [] : null;
        var fact = _facts.Of(number, name);
        return fact.Kind switch
        {
            TxFactKind.Absent => [],
            TxFactKind.Known => fact.Value,
            _ => null,
        };
    }
}
