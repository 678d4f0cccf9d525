namespace Palisade.Engine.Patterns.Automata;

/// <summary>Searches by following all items of a place over each byte, and keeps nothing. Slower than <see cref="LazyDfa"/>, and as linear.</summary>
/// <param name="nfa">The automaton.</param>
/// <param name="cache">Knows where a match can start.</param>
internal readonly ref struct NfaSearch(Nfa nfa, DfaCache cache)
{
    /// <summary>Whether a search that came to a place finds a match.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">The place.</param>
    /// <param name="before">What is before it.</param>
    /// <param name="items">The items there, without start items.</param>
    /// <param name="mostSteps">The most instructions to follow.</param>
    /// <param name="steps">The number of instructions followed; more than <paramref name="mostSteps"/> when that ended the search, and the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, int place, Before before, ReadOnlySpan<int> items, long mostSteps, out long steps)
    {
        steps = 0;
        var current = items.ToArray();
        var count = current.Length;
        for (; place <= value.Length; place++)
        {
            var next = nfa.Classes.Next(value, place);
            var walk = Step(before, current.AsSpan(0, count), next);
            before = nfa.Classes.After(next);
            if (walk.Matched || (next != nfa.Classes.End && cache.StartsAfter(before).AlwaysMatch)) return true;
            steps += walk.Steps;
            if (steps > mostSteps) return false;

            count = walk.Items.Length;
            if (current.Length < count) current = new int[2 * count];
            walk.Items.CopyTo(current);
        }

        return false;
    }

    /// <summary>Takes a place over a byte. The walk then has the items of the place after it, without those of <see cref="StartItems"/>.</summary>
    /// <param name="before">What is before the place.</param>
    /// <param name="items">The items there, without start items.</param>
    /// <param name="next">The class of the byte.</param>
    public NfaWalk Step(Before before, ReadOnlySpan<int> items, int next)
    {
        var after = cache.StartsAfter(nfa.Classes.After(next));
        var started = cache.StartsAfter(before).Step(next, after);
        var walk = NfaWalk.Begin(nfa, after.Met);
        walk.Steps = 0;
        walk.Include(started);
        walk.Take(items, before, next);
        return walk;
    }
}
