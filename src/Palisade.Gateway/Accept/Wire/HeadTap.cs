using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Palisade.Gateway.Accept.Wire;

/// <summary>
/// Sits between the connection and the server's HTTP/1.1 and lets a request pass only when its whole head is there and the
/// server can take it. What it cannot take never reaches it: the head is refused here, with everything that was sent still
/// in hand. Of heads that pass, the bytes are kept for the exchange.
/// </summary>
/// <remarks>
/// The server reads through it like through any pipe. Where a body ends, and so where the next head begins, is followed in
/// what the server has consumed, not in what has arrived.
/// </remarks>
internal sealed class HeadTap(PipeReader input, PipeWriter output, WireConnection connection, HeadLimits limits, HeadCourt court, TimeProvider clock) : PipeReader, IDisposable
{
    private enum At
    {
        Head,
        PassedHead,
        Body,
        Opaque,
        Ended,
    }

    private const long DrainBytes = 1024 * 1024;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private At _at;
    private HeadSearch _search;
    private ChunkTracker _chunks;
    private long _left;
    private BodyFraming _body;
    private RawHead? _head;
    private DateTimeOffset _started;
    private long _startedAt;
    private ITimer? _timer;
    private volatile bool _tooSlow;
    private ReadOnlySequence<byte> _buffer;

    /// <summary>Who is at its ends.</summary>
    public WireConnection Connection => connection;

    /// <summary>Hands over the head of the request that the server reads now; null when it was taken before.</summary>
    public RawHead? TakeHead() => Interlocked.Exchange(ref _head, null);

    /// <summary>From now on the connection carries something else than HTTP/1.1 requests.</summary>
    public void BecomeOpaque() => _at = At.Opaque;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_at is At.Ended) return new ReadResult(default, isCanceled: false, isCompleted: true);

        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            _buffer = result.Buffer;
            if (result.IsCanceled && _tooSlow && !(_at is At.Head && _search.Begun))
            {
                // The timer went off just when the head was there after all.
                _tooSlow = false;
                input.AdvanceTo(_buffer.Start);
                continue;
            }

            if (_at is not At.Head || (result.IsCanceled && !_tooSlow)) return result;
            if (await PassesAsync(result)) return result;
            if (_at is At.Ended) return new ReadResult(default, isCanceled: false, isCompleted: true);
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        // A head may need waiting, an answer even more: those are for ReadAsync.
        if (_at is At.Head or At.Ended)
        {
            result = default;
            return false;
        }

        if (!input.TryRead(out result)) return false;

        _buffer = result.Buffer;
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_at is At.Ended) return;

        if (_at is not At.Opaque) Follow(_buffer.Slice(0, consumed));
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
        _timer?.Dispose();
        _timer = null;
        TakeHead()?.Dispose();
    }

    /// <summary>Follows what the server consumed, to know where the next head begins.</summary>
    private void Follow(ReadOnlySequence<byte> consumed)
    {
        if (_at is At.PassedHead)
        {
            var length = Math.Min(_left, consumed.Length);
            _left -= length;
            if (_left > 0) return;

            consumed = consumed.Slice(length);
            BeginBody();
        }

        while (!consumed.IsEmpty && _at is At.Body) consumed = consumed.Slice(TakeBody(consumed));
    }

    private void BeginBody()
    {
        (_chunks, _left) = (default, _body.Length);
        _at = _body.Chunked || _left > 0 ? At.Body : At.Head;
        _search = default;
    }

    private long TakeBody(ReadOnlySequence<byte> bytes)
    {
        if (!_body.Chunked)
        {
            var length = Math.Min(_left, bytes.Length);
            _left -= length;
            if (_left == 0) _at = At.Head;
            return length;
        }

        if (_chunks.Take(bytes.FirstSpan, out var taken)) _at = At.Head;
        return taken;
    }

    /// <summary>Whether a head is complete and may pass.</summary>
    private async ValueTask<bool> PassesAsync(ReadResult result)
    {
        var buffer = result.Buffer;
        var length = _search.Find(buffer);
        if (_search.Begun && _startedAt == 0) (_started, _startedAt) = (clock.GetUtcNow(), clock.GetTimestamp());

        var oddities = Excess(length);
        if (_tooSlow && length == 0) oddities |= HeadOddities.Slow;
        if (length == 0 && oddities is HeadOddities.None && !result.IsCompleted)
        {
            input.AdvanceTo(buffer.Start, buffer.End);
            if (_search.Begun) _timer ??= clock.CreateTimer(static tap => ((HeadTap)tap!).OnTooSlow(), this, limits.Time, Timeout.InfiniteTimeSpan);
            return false;
        }

        _timer?.Dispose();
        _timer = null;
        return await DecideAsync(buffer, length, oddities);
    }

    private async ValueTask<bool> DecideAsync(ReadOnlySequence<byte> buffer, long length, HeadOddities oddities)
    {
        // A connection that ends within its first line says nothing that anybody could read.
        if (length == 0 && oddities is HeadOddities.None && _search.FirstLine == 0)
        {
            input.AdvanceTo(buffer.End);
            _at = At.Ended;
            return false;
        }

        var end = length > 0 ? length : Math.Min(buffer.Length, limits.LineBytes + limits.HeaderBytes);
        var head = Read(buffer.Slice(0, end), oddities);
        court.Judge(head);
        if (IsPassable(head))
        {
            Pass(head, length);
            return true;
        }

        await RefuseAsync(head, buffer.Slice(end));
        return false;
    }

    private void Pass(RawHead head, long length)
    {
        TakeHead()?.Dispose();
        _head = head;
        (_at, _left, _body) = (At.PassedHead, length, head.Framing);
        (_startedAt, _tooSlow) = (0, false);
    }

    private async ValueTask RefuseAsync(RawHead head, ReadOnlySequence<byte> behind)
    {
        _at = At.Ended;
        var body = behind.ToArray();
        var more = MayGoOn(head);
        input.AdvanceTo(_buffer.End);
        await court.RefuseAsync(head, body, connection, output);
        if (more) await DrainAsync();
    }

    // GET and HEAD come whole, unless their head was too large to be read to its end.
    private static bool MayGoOn(RawHead head) =>
        (head.Oddities & (HeadOddities.LongLine | HeadOddities.LargeHeaders)) is not HeadOddities.None
        || !(head.Method.Span.SequenceEqual("GET"u8) || head.Method.Span.SequenceEqual("HEAD"u8));

    /// <summary>Reads on for a little while. A connection that is closed with bytes unread is reset, and a reset takes the answer away from a client that is still sending.</summary>
    private async ValueTask DrainAsync()
    {
        using var over = new CancellationTokenSource(DrainTime, clock);
        try
        {
            long drained = 0;
            while (drained < DrainBytes)
            {
                var result = await input.ReadAsync(over.Token);
                drained += result.Buffer.Length;
                input.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || result.IsCanceled) return;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Long enough, or the client went.
        }
    }

    private RawHead Read(ReadOnlySequence<byte> bytes, HeadOddities oddities)
    {
        var pooled = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(pooled);
        var head = new RawHead(pooled, (int)bytes.Length, _started, _startedAt) { Oddities = oddities };
        HeadReader.Read(head);
        return head;
    }

    private static bool IsPassable(RawHead head)
    {
        foreach (var violation in head.Violations)
        {
            if (!violation.Passable) return false;
        }

        return true;
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
}
