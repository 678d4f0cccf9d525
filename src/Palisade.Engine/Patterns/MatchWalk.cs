namespace Palisade.Engine.Patterns;

/// <summary>A walk over all matches of a pattern in a value, each after the one before. After an empty match it looks for one with bytes at the same place first.</summary>
public sealed class MatchWalk
{
    private readonly PatternMatcher.WalkStep _step;
    private readonly int _length;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly TimeSpan _timeLimit;
    private int _start;
    private int _position;
    private bool _afterEmpty;

    internal MatchWalk(PatternMatcher matcher, ReadOnlySpan<byte> value, TimeSpan timeLimit, TimeProvider clock)
    {
        _step = matcher.Over(value);
        _length = value.Length;
        _timeLimit = timeLimit;
        _clock = clock;
        _started = clock.GetTimestamp();
    }

    /// <summary>Whether the time limit, which holds for the whole walk, ended it.</summary>
    public bool LimitExceeded { get; private set; }

    /// <summary>Lets the walk go on one byte after the start of the match it is at, so that matches which overlap it are found too.</summary>
    public void StepInside()
    {
        _position = _start + 1;
        _afterEmpty = false;
    }

    /// <summary>Finds the next match.</summary>
    /// <param name="captures">Receives the match and its groups, as in <see cref="BytePattern.Match"/>; room for one at least.</param>
    /// <returns>The number of captures; 0 at the end.</returns>
    public int Next(Span<ByteRange> captures)
    {
        ArgumentOutOfRangeException.ThrowIfZero(captures.Length, nameof(captures));
        while (_position <= _length && !LimitExceeded)
        {
            var count = _step(_position, _afterEmpty, captures, out var limitExceeded);
            LimitExceeded = limitExceeded || _clock.GetElapsedTime(_started) > _timeLimit;
            if (count > 0)
            {
                _start = captures[0].Start;
                _position = captures[0].End;
                _afterEmpty = captures[0].Length == 0;
                return count;
            }

            if (!_afterEmpty) break;
            _position++;
            _afterEmpty = false;
        }

        _position = _length + 1;
        return 0;
    }
}
