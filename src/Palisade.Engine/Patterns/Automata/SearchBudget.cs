namespace Palisade.Engine.Patterns.Automata;

/// <summary>
/// What the searches on this thread may still take together. Whoever runs many searches for one client sets it before and takes it away after, so that
/// hundreds of searches, each just within its own limit, cannot add up. One for each thread, because no search waits for another thread.
/// </summary>
internal sealed class SearchBudget
{
    /// <summary>No bound.</summary>
    public const long Unlimited = long.MaxValue;

    /// <summary>Instructions of an automaton that are followed in the time of one tick of <see cref="TimeSpan"/>: see <see cref="Automaton.MostSteps"/>.</summary>
    private const long StepsForATick = Automaton.MostSteps / TimeSpan.TicksPerSecond;

    [ThreadStatic]
    private static SearchBudget? s_ofThread;

    private SearchBudget()
    {
    }

    /// <summary>That of this thread.</summary>
    public static SearchBudget OfThread => s_ofThread ??= new();

    /// <summary>The instructions that may still be followed; below zero when the last search took more.</summary>
    public long Left { get; set; } = Unlimited;

    /// <summary>The instructions that a search may follow.</summary>
    /// <param name="limit">The limit of one search.</param>
    public long Allow(long limit) => Math.Clamp(Left, 0, limit);

    /// <summary>Counts instructions that were followed.</summary>
    public void Spend(long steps) => Left -= steps;

    /// <summary>Counts the time of a search that follows none.</summary>
    public void Spend(TimeSpan time) => Left -= time.Ticks * StepsForATick;
}
