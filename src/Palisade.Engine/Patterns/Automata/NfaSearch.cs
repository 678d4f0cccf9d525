namespace Palisade.Engine.Patterns.Automata;

/// <summary>Searches by following all items of a place over each byte, and keeps nothing. Slower than <see cref="LazyDfa"/>, and as linear.</summary>
/// <param name="nfa">The automaton.</param>
/// <param name="cache">Knows where a match can start.</param>
internal readonly ref struct NfaSearch(Nfa nfa, DfaCache cache)
{
    /// <summary>
    /// The most instructions a search follows; about a second of work. A pattern has up to <see cref="Nfa.MostInstructions"/>, and each may be followed once
    /// for each byte: patterns of up to 700 cannot come to this bound in 128 KiB, the largest may in 2 KiB.
    /// </summary>
    public const long MostSteps = 100_000_000;

    /// <summary>Whether a search that came to a place finds a match.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">The place.</param>
    /// <param name="before">What is before it.</param>
    /// <param name="items">The items there, without start items.</param>
    /// <param name="limitExceeded">Whether it took too many steps; the answer is then false.</param>
    public bool IsMatch(ReadOnlySpan<byte> value, int place, Before before, ReadOnlySpan<int> items, out bool limitExceeded)
    {
        limitExceeded = false;
        var current = items.ToArray();
        var count = current.Length;
        var steps = 0L;
        for (; place <= value.Length; place++)
        {
            var next = nfa.Classes.Next(value, place);
            var walk = Step(before, current.AsSpan(0, count), next);
            before = nfa.Classes.After(next);
            if (walk.Matched || (next != nfa.Classes.End && cache.StartsAfter(before).AlwaysMatch)) return true;
            steps += walk.Steps;
            limitExceeded = steps > MostSteps;
            if (limitExceeded) return false;

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
