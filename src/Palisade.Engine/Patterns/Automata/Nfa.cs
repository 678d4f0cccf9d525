using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// A pattern as instructions over classes of bytes. A matcher that follows them in the order of their priority finds the match and the groups that PCRE
/// finds; no instruction needs to know how it was reached. Immutable.
/// </summary>
/// <param name="instructions">The program.</param>
/// <param name="start">The first instruction.</param>
/// <param name="classes">What the pattern tells apart.</param>
internal sealed class Nfa(Instruction[] instructions, int start, ByteClasses classes)
{
    /// <summary>The most instructions: seven times what the largest pattern of the Core Rule Set has. Beyond, a pattern is no case for an automaton.</summary>
    public const int MostInstructions = 50_000;

    private StartClasses? _starts;

    /// <summary>The program.</summary>
    public ReadOnlySpan<Instruction> Instructions => instructions;

    /// <summary>The first instruction.</summary>
    public int Start => start;

    /// <summary>What the pattern tells apart.</summary>
    public ByteClasses Classes => classes;

    /// <summary>Where a match can start. Worked out at the first use.</summary>
    public StartClasses Starts => _starts ??= new StartClasses(instructions, start, classes);

    /// <summary>Builds the automaton of a pattern; null when it needs backtracking or would be too big.</summary>
    public static Nfa? Build(PatternTree tree)
    {
        var builder = new NfaBuilder();
        var start = builder.Add(tree.Root);
        if (builder.Failed) return null;
        return EmptyRounds.Resolve(builder.Instructions, ref start) is { } instructions
            ? new Nfa(instructions, start, new ByteClasses(builder.Sets, builder.Anchors))
            : null;
    }
}
