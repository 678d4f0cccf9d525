using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace Palisade.Gateway.Filter.Limits.Redis;

/// <summary>
/// One connection while it lasts. Commands go out in the order they come, many in one write; replies come back in the same order. A caller
/// that waited long enough gets no answer, and the late reply is dropped.
/// </summary>
internal sealed class RedisSession(Stream stream, TimeSpan patience, TimeProvider clock)
{
    /// <summary>More than this, and the store is not keeping up.</summary>
    private const int MostUnderWay = 10_000;

    /// <summary>A server that owes a reply this long is gone, whatever the connection says.</summary>
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(3);

    private readonly Channel<Call> _outgoing = Channel.CreateBounded<Call>(new BoundedChannelOptions(MostUnderWay) { SingleReader = true });
    private readonly ConcurrentQueue<Call> _underWay = new();

    // Sent or not: also a command that the socket does not take is waited for no longer than that.
    private readonly ConcurrentQueue<Call> _waiting = new();
    private bool _isLate;

    /// <summary>Whether the server answers in time: false while the oldest reply it owes is late.</summary>
    public bool IsPrompt => !Volatile.Read(ref _isLate);

    /// <summary>Sends a command; null when there is no reply in time.</summary>
    /// <param name="longer">How long to wait for one that no request waits for; null for as long as requests do.</param>
    public Task<RedisReply?> SendAsync(byte[] command, TimeSpan? longer = null)
    {
        var call = new Call(command, clock.GetTimestamp(), longer ?? patience);
        if (_outgoing.Writer.TryWrite(call)) _waiting.Enqueue(call);
        else call.TrySetResult(null);
        return call.Task;
    }

    /// <summary>Serves calls until the connection ends, or the server stops to answer.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] all = [WriteAsync(end.Token), ReadAsync(end.Token), WatchAsync(end.Token)];
        try
        {
            await await Task.WhenAny(all);
        }
        finally
        {
            Volatile.Write(ref _isLate, true);
            _outgoing.Writer.TryComplete();
            await end.CancelAsync();
            await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (_underWay.TryDequeue(out var call)) call.TrySetResult(null);
            while (_outgoing.Reader.TryRead(out var call)) call.TrySetResult(null);
        }
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        var writer = PipeWriter.Create(stream, new(leaveOpen: true));
        while (await _outgoing.Reader.WaitToReadAsync(stop))
        {
            while (_outgoing.Reader.TryRead(out var call))
            {
                _underWay.Enqueue(call);
                writer.Write<byte>(call.Command);
            }

            await writer.FlushAsync(stop);
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        var reader = PipeReader.Create(stream, new(leaveOpen: true));
        while (true)
        {
            var result = await reader.ReadAsync(stop);
            var unread = result.Buffer;
            while (RedisProtocol.TryRead(ref unread, out var reply))
            {
                if (!_underWay.TryDequeue(out var call)) throw new InvalidDataException("A reply that nobody asked for.");
                call.Replied(reply);
            }

            reader.AdvanceTo(unread.Start, unread.End);
            if (result.IsCompleted) throw new EndOfStreamException("The server closed the connection.");
        }
    }

    /// <summary>Ends the waiting of calls that are late. One timer for all is cheaper than one for each.</summary>
    private async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, patience.TotalMilliseconds / 5)), clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var late = false;
            while (_waiting.TryPeek(out var first) && first.IsReplied) _waiting.TryDequeue(out _);
            foreach (var call in _waiting)
            {
                if (call.IsReplied) continue;

                var waited = clock.GetElapsedTime(call.Since);
                if (waited > Gone) throw new TimeoutException("The server owes a reply for too long.");
                if (waited < call.Patience) continue;

                late = true;
                call.TrySetResult(null);
            }

            Volatile.Write(ref _isLate, late);
        }
    }

    private sealed class Call(byte[] command, long since, TimeSpan patience) : TaskCompletionSource<RedisReply?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public byte[] Command => command;

        public long Since => since;

        public TimeSpan Patience => patience;

        public bool IsReplied { get; private set; }

        public void Replied(in RedisReply reply)
        {
            IsReplied = true;
            TrySetResult(reply);
        }
    }
}
