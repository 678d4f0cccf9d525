using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Automata;

/// <summary>The running half of a pattern that needs no backtracking. Time is in proportion to the value, whatever pattern and value are.</summary>
internal sealed class Automaton
{
    private readonly Nfa _nfa;
    private readonly LazyDfa _dfa;

    private Automaton(Nfa nfa, PatternMemory memory)
    {
        _nfa = nfa;
        _dfa = new LazyDfa(nfa, memory);
    }

    /// <summary>Builds the automaton of a pattern; null when it needs backtracking or would be too big.</summary>
    /// <param name="tree">The pattern.</param>
    /// <param name="memory">Bounds its states; null for that of the process.</param>
    public static Automaton? Build(PatternTree tree, PatternMemory? memory = null) =>
        Nfa.Build(tree) is { } nfa ? new Automaton(nfa, memory ?? PatternMemory.Shared) : null;

    /// <summary>Whether a match starts at a place or after it.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="start">Where the search starts.</param>
    /// <param name="limitExceeded">Whether the search took more steps than it may; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, int start, out bool limitExceeded) => _dfa.IsMatch(value, start, out limitExceeded);

    /// <summary>Finds the match and the groups that PCRE finds. <see cref="IsMatch"/> says sooner that there is none.</summary>
    /// <inheritdoc cref="PikeMachine.Match"/>
    public bool Match(ReadOnlySpan<byte> value, int start, bool hereAndNotEmpty, Span<int> slots, out bool limitExceeded) =>
        PikeMachine.OfThread.Match(_nfa, value, start, hereAndNotEmpty, slots, out limitExceeded);
}
