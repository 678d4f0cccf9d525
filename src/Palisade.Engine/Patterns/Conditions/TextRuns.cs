using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns.Conditions;

/// <summary>Joins what is known of the items of a sequence: texts that touch become longer ones.</summary>
internal sealed class TextRuns
{
    // With more bytes between the letters of a text than that, it is not worth waiting for the next letter.
    private const double LikelyGaps = 0.75;

    private readonly ImmutableArray<MatchGroup>.Builder _groups = ImmutableArray.CreateBuilder<MatchGroup>();

    // What was read last, all of whose texts are known in values without the bytes of a gap.
    private string[] _run = TextSets.OnlyEmpty;
    private ByteSet _unless;
    private ByteSet _gap;

    // What the whole starts with, once that is over.
    private string[]? _heads;
    private ByteSet _headsUnless;

    /// <summary>Goes on with the next item.</summary>
    public void Add(RequiredText item)
    {
        _groups.AddRange(item.Groups);
        if (item.IsGap && IsWorthWaiting(_unless | _gap | item.Unless))
        {
            // It counts only when a letter follows.
            _gap |= item.Unless;
            return;
        }

        if (item.IsGap) item = RequiredText.Anything;
        var joined = TextSets.Join(_run, item.Heads);
        if (item.IsExact && joined is not null)
        {
            if (joined != _run) TakeGap();
            _run = joined;
            _unless |= item.Unless;
            return;
        }

        if (joined is not null && item.Heads is not [""]) TakeGap();

        Close(joined ?? _run, joined is null ? _unless : _unless | item.Unless);
        if (joined is null && !item.IsExact) Close(item.Heads, item.Unless);
        (_run, _unless, _gap) = (item.Tails, item.Unless, default);
    }

    /// <summary>What is known of all items.</summary>
    public RequiredText Finish()
    {
        if (!_gap.IsEmpty) Add(RequiredText.Anything);
        return _heads is null
            ? new(_run, _run, true, _groups.DrainToImmutable(), _unless)
            : new(_heads, _run, false, _groups.DrainToImmutable(), _headsUnless | _unless);
    }

    private void TakeGap() => (_unless, _gap) = (_unless | _gap, default);

    // Before the first letter there is nothing to join, and behind many nothing to gain.
    private bool IsWorthWaiting(ByteSet unless) => _run is not [""] && !TextSets.Suffices(_run) && MatchGroup.Of(unless).Chance <= LikelyGaps;

    private void Close(string[] run, ByteSet unless)
    {
        if (_heads is null) (_heads, _headsUnless) = (run, unless);
        else if (run.IsUseful()) _groups.Add(MatchGroup.Of(run, unless));
    }
}
