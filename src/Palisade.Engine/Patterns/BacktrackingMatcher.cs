using System.Buffers;
using System.Text.RegularExpressions;
using Palisade.Engine.Patterns.Automata;

namespace Palisade.Engine.Patterns;

/// <summary>Runs a pattern on .NET's regex over widened bytes, behind a test for the texts that every match contains.</summary>
internal sealed class BacktrackingMatcher : PatternMatcher
{
    private readonly DotNetPattern _pattern;
    private readonly Regex _regex;
    private readonly Lazy<Regex> _anchoredAndNotEmpty;
    private readonly SearchValues<string>? _required;
    private readonly int _lastGroup;

    /// <param name="pattern">The translated pattern.</param>
    /// <param name="required">Texts of which every match contains one in any case, as <see cref="WideText"/>; none when nothing is known.</param>
    /// <param name="groupCount">The number of capturing groups.</param>
    /// <param name="timeLimit">The longest search.</param>
    public BacktrackingMatcher(DotNetPattern pattern, ReadOnlySpan<string> required, int groupCount, TimeSpan timeLimit)
    {
        _pattern = pattern;
        _lastGroup = groupCount;
        _regex = new Regex(pattern.Text, DotNetPattern.Options, timeLimit);
        _anchoredAndNotEmpty = new(() => new Regex($"\\G(?:{pattern.Text})(?!\\G)", DotNetPattern.Options, timeLimit));
        if (!required.IsEmpty) _required = SearchValues.Create(required, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override bool IsMatch(ReadOnlySpan<byte> value, out bool limitExceeded) => Find(value, 0, out _, out limitExceeded);

    /// <inheritdoc/>
    public override int Match(ReadOnlySpan<byte> value, int start, Span<ByteRange> captures, out bool limitExceeded)
    {
        captures.Fill(ByteRange.Unset);
        if (!Find(value, start, out captures[0], out limitExceeded)) return 0;
        if (_pattern.KeepGroup == 0 && (captures.Length == 1 || _lastGroup == 0)) return 1;

        // That there is a match is known: it is the answer even when there is no time to tell its groups.
        var whole = captures[0];
        var from = _pattern.AsksForStart ? start : whole.Start;
        var count = Match(WideText.Of(value), from, false, captures, out limitExceeded);
        captures[0] = count > 0 ? captures[0] : whole;
        return Math.Max(1, count);
    }

    /// <inheritdoc/>
    public override WalkStep Over(ReadOnlySpan<byte> value)
    {
        var wide = WideText.Of(value);
        return (int start, bool hereAndNotEmpty, Span<ByteRange> captures, out bool limitExceeded) =>
            Match(wide, start, hereAndNotEmpty, captures, out limitExceeded);
    }

    private int Match(string value, int start, bool hereAndNotEmpty, Span<ByteRange> captures, out bool limitExceeded)
    {
        limitExceeded = SearchBudget.OfThread.Left <= 0;
        if (limitExceeded) return 0;
        var from = TimeProvider.System.GetTimestamp();
        try
        {
            var match = (hereAndNotEmpty ? _anchoredAndNotEmpty.Value : _regex).Match(value, start);
            return match.Success ? Fill(match, captures) : 0;
        }
        catch (RegexMatchTimeoutException)
        {
            limitExceeded = true;
            return 0;
        }
        finally
        {
            SpendSince(from);
        }
    }

    private bool Find(ReadOnlySpan<byte> value, int start, out ByteRange whole, out bool limitExceeded)
    {
        var buffer = ArrayPool<char>.Shared.Rent(value.Length);
        try
        {
            var wide = buffer.AsSpan(0, value.Length);
            WideText.Widen(value, wide);
            whole = ByteRange.Unset;
            limitExceeded = false;
            if (_required is not null && !wide[start..].ContainsAny(_required)) return false;

            return Find(wide, start, out whole, out limitExceeded);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private bool Find(ReadOnlySpan<char> value, int start, out ByteRange whole, out bool limitExceeded)
    {
        whole = ByteRange.Unset;
        limitExceeded = SearchBudget.OfThread.Left <= 0;
        if (limitExceeded) return false;
        var from = TimeProvider.System.GetTimestamp();
        try
        {
            var matches = _regex.EnumerateMatches(value, start);
            if (!matches.MoveNext()) return false;
            whole = new ByteRange(matches.Current.Index, matches.Current.Length);
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            limitExceeded = true;
            return false;
        }
        finally
        {
            SpendSince(from);
        }
    }

    private static void SpendSince(long from) => SearchBudget.OfThread.Spend(TimeProvider.System.GetElapsedTime(from));

    private int Fill(Match match, Span<ByteRange> captures)
    {
        var count = 0;
        for (var i = 0; i < captures.Length; i++)
        {
            var group = match.Groups[i];
            captures[i] = i <= _lastGroup && group.Success ? new ByteRange(group.Index, group.Length) : ByteRange.Unset;
            if (captures[i].IsSet) count = i + 1;
        }

        if (_pattern.KeepGroup > 0 && match.Groups[_pattern.KeepGroup] is { Success: true } keep)
        {
            captures[0] = new ByteRange(keep.Index, match.Index + match.Length - keep.Index);
        }

        return count;
    }
}
