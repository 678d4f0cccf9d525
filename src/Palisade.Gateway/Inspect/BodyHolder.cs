using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>How holding a body ended.</summary>
internal enum HoldEnd
{
    /// <summary>The whole body is held.</summary>
    Complete,

    /// <summary>It goes on past the limit.</summary>
    BeyondLimit,

    /// <summary>It did not come in time; what came is held.</summary>
    TooSlow,

    /// <summary>The memory for held bodies is used up.</summary>
    NoMemory,
}

/// <summary>Reads a body into memory up to a limit, and for a time where one is given.</summary>
internal sealed class BodyHolder(TimeProvider clock)
{
    /// <summary>Reads until the end or the limit, however long it takes; the server bounds how slow a client may be.</summary>
    /// <exception cref="IOException">The client went away or broke the framing.</exception>
    public async ValueTask<HoldEnd> HoldAsync(HeldBody held, Stream from, BodyAccount account, CancellationToken stop)
    {
        while (true)
        {
            if (!held.TryRoom(out var room)) return HoldEnd.NoMemory;

            var length = await from.ReadAsync(room, stop);
            if (length == 0) return HoldEnd.Complete;
            if (Took(held, account, length)) return HoldEnd.BeyondLimit;
        }
    }

    /// <summary>The same for at most <paramref name="patience"/>.</summary>
    /// <remarks>A read of the origin's answer cannot be called back without losing the connection, so the last one is handed on.</remarks>
    public async ValueTask<(HoldEnd End, PendingRead? Pending)> HoldForAsync(HeldBody held, Stream from, BodyAccount account, TimeSpan patience, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        while (true)
        {
            if (!held.TryRoom(out var room)) return (HoldEnd.NoMemory, null);

            var reading = from.ReadAsync(room, stop);
            int length;
            if (reading.IsCompletedSuccessfully)
            {
                length = reading.Result; // nearly always: a short body comes with its head
            }
            else
            {
                var read = reading.AsTask();
                if (!read.IsCompleted && !await EndsWithinAsync(read, patience - clock.GetElapsedTime(since)))
                {
                    held.StillWritten();
                    return (HoldEnd.TooSlow, new PendingRead(read, room));
                }

                length = await read;
            }

            if (length == 0) return (HoldEnd.Complete, null);
            if (Took(held, account, length)) return (HoldEnd.BeyondLimit, null);
        }
    }

    private static bool Took(HeldBody held, BodyAccount account, int length)
    {
        held.Advance(length);
        account.Bytes += length;
        return held.OverLimit;
    }

    private async ValueTask<bool> EndsWithinAsync(Task read, TimeSpan left)
    {
        if (left <= TimeSpan.Zero) return false;

        using var over = new CancellationTokenSource();
        var ended = await Task.WhenAny(read, Task.Delay(left, clock, over.Token));
        await over.CancelAsync();
        return ended == read;
    }
}
