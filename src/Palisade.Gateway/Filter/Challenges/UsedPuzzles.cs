namespace Palisade.Gateway.Filter.Challenges;

/// <summary>
/// Which puzzles were answered, so that none is answered twice. Memory is bounded: when more are answered than it holds, those answered longest ago
/// are forgotten, and every puzzle that is older than what is remembered is void with them. So none ever counts twice; some must be begun again.
/// </summary>
internal sealed class UsedPuzzles(TimeProvider clock)
{
    /// <summary>Most answers in each of two generations; some 32 bytes each.</summary>
    public const int MostEach = 131_072;

    private readonly Lock _lock = new();
    private HashSet<UInt128> _young = [];
    private HashSet<UInt128> _old = [];
    private DateTimeOffset _youngSince = Puzzle.Time(clock.GetUtcNow());

    // Everything answered since then is remembered. Puzzles of before this process began are void too: who knows which were answered.
    private DateTimeOffset _oldSince = Puzzle.Time(clock.GetUtcNow());

    /// <summary>Takes a puzzle; false when it was taken before, is over, or could have been taken before without our knowing.</summary>
    public bool TryTake(in Puzzle puzzle)
    {
        var now = Puzzle.Time(clock.GetUtcNow());
        lock (_lock)
        {
            if (now - _youngSince > Puzzle.Lifetime || _young.Count >= MostEach) Turn(now);
            if (now - puzzle.Issued > Puzzle.Lifetime || puzzle.Issued < _oldSince) return false;
            return !_old.Contains(puzzle.Nonce) && _young.Add(puzzle.Nonce);
        }
    }

    private void Turn(DateTimeOffset now)
    {
        (_old, _young) = (_young, []);
        (_oldSince, _youngSince) = (_youngSince, now);
    }
}
