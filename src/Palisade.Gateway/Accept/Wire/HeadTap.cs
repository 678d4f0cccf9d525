using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>
/// Sits between the connection and the server's HTTP/1.1 and lets a request pass only when its whole head is there and the
/// server can take it. What it cannot take never reaches it: the head is refused here, with everything that was sent still
/// in hand. Of heads that pass, the bytes are kept for the exchange.
/// </summary>
/// <remarks>The server reads through it like through any pipe, one read at a time.</remarks>
internal sealed class HeadTap(PipeReader input, PipeWriter output, WireConnection connection, HeadLimits limits, HeadCourt court, TimeProvider clock) : PipeReader, IDisposable
{
    private readonly RequestProgress _progress = new();
    private ReadOnlySequence<byte> _buffer;
    private HeadSearch _search;
    private RawHead? _head;
    private RawHead? _last;
    private DateTimeOffset _started;
    private long _startedAt;
    private ITimer? _timer;
    private volatile bool _tooSlow;
    private bool _ended;

    /// <summary>Who is at its ends.</summary>
    public WireConnection Connection => connection;

    /// <summary>Hands over the head of the request that the server reads now; null when it was taken before.</summary>
    public RawHead? TakeHead() => Interlocked.Exchange(ref _head, null);

    /// <summary>Whether the server is done with the connection while a request's body still comes.</summary>
    public bool LeavesBody => !_ended && _progress.InBody;

    /// <summary>From now on the connection carries something else than HTTP/1.1 requests.</summary>
    public void BecomeStream()
    {
        _progress.BecomeStream();
        connection.Memory?.Clear();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (!_ended)
        {
            var result = await input.ReadAsync(cancellationToken);
            _buffer = result.Buffer;
            if (result.IsCanceled && _tooSlow && !(_progress.AtHead && _search.Begun))
            {
                // The timer went off just when the head was there after all.
                _tooSlow = false;
                input.AdvanceTo(_buffer.Start);
                continue;
            }

            if (!_progress.AtHead || (result.IsCanceled && !_tooSlow)) return result;
            if (await PassesAsync(result.IsCompleted)) return result;
        }

        return new ReadResult(default, isCanceled: false, isCompleted: true);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        // A head may need waiting, an answer even more: those are for ReadAsync.
        result = default;
        if (_ended || _progress.AtHead || !input.TryRead(out result)) return false;

        _buffer = result.Buffer;
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_ended) return;

        _progress.Consume(_buffer.Slice(0, consumed));
        _buffer = default;
        input.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => input.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        Dispose();
        input.Complete(exception);
    }

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        Dispose();
        return input.CompleteAsync(exception);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopTimer();
        TakeHead()?.Dispose();
    }

    /// <summary>Whether a head is complete and may pass. When it is neither that nor refused, the next read goes on with it.</summary>
    private ValueTask<bool> PassesAsync(bool isLast)
    {
        var length = _search.Find(_buffer);
        if (_search.Begun && _startedAt == 0) (_started, _startedAt) = (clock.GetUtcNow(), clock.GetTimestamp());

        var oddities = Excess(length);
        if (_tooSlow && length == 0) oddities |= HeadOddities.Slow;
        if (length == 0 && oddities is HeadOddities.None && !isLast)
        {
            input.AdvanceTo(_buffer.Start, _buffer.End);
            if (_search.Begun) _timer ??= clock.CreateTimer(static tap => ((HeadTap)tap!).OnTooSlow(), this, limits.Time, Timeout.InfiniteTimeSpan);
            return new(false);
        }

        StopTimer();
        // A connection that ends within its first line says nothing that anybody could read.
        if (length == 0 && oddities is HeadOddities.None && _search.FirstLine == 0)
        {
            End();
            return new(false);
        }

        return DecideAsync(length, oddities);
    }

    private ValueTask<bool> DecideAsync(long length, HeadOddities oddities)
    {
        var end = length > 0 ? length : Math.Min(_buffer.Length, limits.LineBytes + limits.HeaderBytes);
        var head = Read(_buffer.Slice(0, end), oddities);
        court.Judge(head);
        if (!head.IsPassable) return RefuseAsync(head, _buffer.Slice(end).ToArray());

        TakeHead()?.Dispose();
        _head = head;
        _progress.Pass(length, head.Framing);
        (_search, _startedAt, _tooSlow) = (default, 0, false);
        return new(true);
    }

    /// <returns>False: it does not pass.</returns>
    private async ValueTask<bool> RefuseAsync(RawHead head, byte[] behind)
    {
        var drain = Draining.IsNeeded(head);
        End();
        await court.RefuseAsync(head, behind, connection, output);
        if (drain) await Draining.DrainAsync(input, clock);
        return false;
    }

    private void End()
    {
        input.AdvanceTo(_buffer.End);
        _ended = true;
    }

    private RawHead Read(ReadOnlySequence<byte> bytes, HeadOddities oddities)
    {
        var pooled = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(pooled);
        // Requests of a connection follow one another, so the last one's head is nearly always free by now.
        if (_last is { IsFree: true }) _last.Fill(pooled, (int)bytes.Length, _started, _startedAt);
        else _last = new RawHead(pooled, (int)bytes.Length, _started, _startedAt);
        _last.Oddities = oddities;
        HeadReader.Read(_last);
        return _last;
    }

    private HeadOddities Excess(long length)
    {
        var seen = length > 0 ? length : _buffer.Length;
        var line = _search.FirstLine > 0 ? _search.FirstLine : seen;
        if (line > limits.LineBytes) return HeadOddities.LongLine;
        if (_search.FirstLine > 0 && (seen - line > limits.HeaderBytes || _search.Lines > limits.HeaderLines)) return HeadOddities.LargeHeaders;

        return HeadOddities.None;
    }

    private void OnTooSlow()
    {
        _tooSlow = true;
        input.CancelPendingRead();
    }

    private void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
