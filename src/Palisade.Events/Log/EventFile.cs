using System.Runtime.CompilerServices;
using Palisade.Events.Filters;

namespace Palisade.Events.Log;

/// <summary>
/// The events in a log's files, oldest first, for tools. Follows the log through rotation; never yields an event twice,
/// and takes half a line for what it is: not written yet.
/// </summary>
public sealed class EventFile(string path, TimeProvider clock)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(200);

    private long _skipped;

    /// <summary>Lines so far that are no events: damaged, or of another program.</summary>
    public long SkippedLines => Interlocked.Read(ref _skipped);

    /// <summary>Every event that passes the filter, those of files put aside included.</summary>
    /// <param name="follow">Whether to wait for more at the end, until cancelled.</param>
    /// <exception cref="IOException">A file cannot be read. A file that is not there is an empty one.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public async IAsyncEnumerable<SecurityEvent> Read(EventFilter filter, bool follow, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var cursor = new LogCursor(path);
        while (true)
        {
            while (cursor.TryRead(out var line))
            {
                stop.ThrowIfCancellationRequested();
                if (Parse(line.Span, filter) is { } read) yield return read;
            }

            if (!follow)
            {
                if (SecurityEvent.Parse(cursor.Partial.Span).Event is { } last && filter.Matches(last)) yield return last;
                yield break;
            }

            await Task.Delay(s_poll, clock, stop);
        }
    }

    /// <summary>The last events that pass the filter.</summary>
    /// <param name="count">The most of them, 0 or more.</param>
    /// <param name="follow">Whether to go on with those to come, until cancelled.</param>
    /// <exception cref="IOException">A file cannot be read. A file that is not there is an empty one.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public async IAsyncEnumerable<SecurityEvent> Tail(int count, EventFilter filter, bool follow, [EnumeratorCancellation] CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var cursor = new LogCursor(path);
        foreach (var read in Last(cursor, count, filter, stop)) yield return read;
        while (follow)
        {
            while (cursor.TryRead(out var line))
            {
                if (Parse(line.Span, filter) is { } read) yield return read;
            }

            await Task.Delay(s_poll, clock, stop);
        }
    }

    private Queue<SecurityEvent> Last(LogCursor cursor, int count, EventFilter filter, CancellationToken stop)
    {
        var last = new Queue<SecurityEvent>();
        while (cursor.TryRead(out var line))
        {
            stop.ThrowIfCancellationRequested();
            if (Parse(line.Span, filter) is not { } read) continue;
            last.Enqueue(read);
            if (last.Count > count) last.Dequeue();
        }

        return last;
    }

    private SecurityEvent? Parse(ReadOnlySpan<byte> line, EventFilter filter)
    {
        if (line.Trim(" \r\t"u8).IsEmpty) return null;
        var (read, _) = SecurityEvent.Parse(line);
        if (read is null) Interlocked.Increment(ref _skipped);
        return read is not null && filter.Matches(read) ? read : null;
    }
}
