using Palisade.Gateway.Filter.Challenges;

namespace Palisade.Gateway.Tests.Filter.Challenges;

public sealed class UsedPuzzlesTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void A_puzzle_counts_once_and_not_for_ever()
    {
        var used = new UsedPuzzles(_clock);
        var (puzzle, late) = (Puzzle.New(_clock.Now, 8, 60), Puzzle.New(_clock.Now, 8, 60));

        Assert.True(used.TryTake(puzzle));
        Assert.False(used.TryTake(puzzle));
        _clock.Now += TimeSpan.FromMinutes(4);
        Assert.False(used.TryTake(puzzle));
        _clock.Now += TimeSpan.FromMinutes(4);
        Assert.False(used.TryTake(puzzle));
        Assert.False(used.TryTake(late));
        Assert.True(used.TryTake(Puzzle.New(_clock.Now, 8, 60)));
    }

    [Fact]
    public void One_of_before_the_process_began_counts_for_nothing()
    {
        var puzzle = Puzzle.New(_clock.Now, 8, 60);
        _clock.Now += TimeSpan.FromSeconds(1);

        Assert.False(new UsedPuzzles(_clock).TryTake(puzzle));
    }

    [Fact]
    public void More_answers_than_memory_holds_make_old_puzzles_void_and_none_count_twice()
    {
        var used = new UsedPuzzles(_clock);
        var (taken, waiting) = (Puzzle.New(_clock.Now, 8, 60), Puzzle.New(_clock.Now, 8, 60));
        Assert.True(used.TryTake(taken));
        for (var i = 0; i < 2 * UsedPuzzles.MostEach; i++)
        {
            if (i % 1000 == 0) _clock.Now += TimeSpan.FromMilliseconds(1);
            used.TryTake(new Puzzle((UInt128)(i + 1), _clock.Now, 8, 60));
        }

        Assert.False(used.TryTake(taken));
        Assert.False(used.TryTake(waiting));
        Assert.True(used.TryTake(Puzzle.New(_clock.Now, 8, 60)));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
