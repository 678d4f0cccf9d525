using System.Collections.Immutable;
using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>
/// A rule that sets a variable of TX named after each value that it matches, and whose link then looks all variables of such names up in a list. That is how the Core Rule
/// Set forbids headers. What it does for one value hangs on the value and the list alone, so that it is worked out once for a value that requests repeat.
/// </summary>
/// <param name="source">What the rule reads.</param>
/// <param name="set">The variable that it sets.</param>
/// <param name="list">The variable of TX with the list.</param>
/// <param name="reads">The names of the variables that the link reads.</param>
internal sealed class NamingRule(ValueSource source, RuleAction.SetVariable set, int list, Selector.Pattern reads)
{
    // Longer texts are cut when they are put together (MacroExpansion): what is this short never is.
    private const int LongestLiterals = 1024;
    private const int MostParts = 8;

    /// <summary>The longest match of which something is kept, in bytes.</summary>
    public const int LongestMatch = 256;

    /// <summary>What the rule reads.</summary>
    public ValueSource Source => source;

    /// <summary>The number of the variable of TX with the list.</summary>
    public int List => list;

    /// <summary>The names of the variables that the link reads.</summary>
    public Selector.Pattern Reads => reads;

    /// <summary>What a rule is in these terms; null for nearly every rule.</summary>
    public static NamingRule? Of(Rule rule, TransformationChain chain)
    {
        if (rule is not { Operator.ReadsValueOnly: true, OperatorMacro: null, Negated: false, Capture: true, Exclusions.IsEmpty: true } || chain.Every) return null;
        if (rule.Targets is not [{ Count: false, Reads: null, Sources: [var source] }] || rule.OnEachMatch is not [RuleAction.SetVariable set] || !IsOurs(set)) return null;
        if (rule.Next is not { Operator: Within, OperatorMacro.Parts: [{ TxName: >= 0 } list], Negated: false, Exclusions.IsEmpty: true, Transformations.IsEmpty: true } link) return null;
        return link.Targets is [{ Variable: VariableId.TX, Count: false, Selector: Selector.Pattern reads }] ? new(source, set, list.TxName, reads) : null;
    }

    /// <summary>The name of the variable that it sets for what it matched.</summary>
    public byte[] NameFor(ReadOnlySpan<byte> match) => Put(set.Name.Parts, match);

    /// <summary>The value of that variable.</summary>
    public byte[] ValueFor(ReadOnlySpan<byte> match) => Put(set.Value.Parts, match);

    // Both are put together from what was matched and nothing else.
    private static bool IsOurs(RuleAction.SetVariable set) =>
        set is { Collection: VariableId.TX, TxName: < 0, Change: RuleAction.ChangeKind.Set } && IsOurs(set.Name.Parts) && IsOurs(set.Value.Parts);

    private static bool IsOurs(ImmutableArray<MacroPart> parts) =>
        parts.Length is > 1 and <= MostParts && parts.All(p => p.Literal is not null || p.TxName == 0) && parts.Sum(p => p.Literal?.Length ?? 0) <= LongestLiterals;

    private static byte[] Put(ImmutableArray<MacroPart> parts, ReadOnlySpan<byte> match)
    {
        var text = new List<byte>();
        foreach (var part in parts)
        {
            if (part.Literal is { } literal) text.AddRange(literal);
            else text.AddRange(match);
        }

        return [.. text];
    }
}
