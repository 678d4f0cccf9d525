using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>
/// A body that was read up to a point: first what was held, then the rest as it comes. Counts what passes.
/// </summary>
/// <param name="held">The bytes already read and counted.</param>
/// <param name="rest">What comes after them.</param>
/// <param name="pending">A read of <paramref name="rest"/> still under way; null when there is none.</param>
/// <param name="account">Is told of every byte taken from <paramref name="rest"/>.</param>
internal sealed class ResumedStream(ReadOnlyMemory<byte> held, Stream rest, PendingRead? pending, BodyAccount account) : Stream
{
    private ReadOnlyMemory<byte> _held = held;
    private PendingRead? _pending = pending;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_held.IsEmpty) return new(TakeHeld(buffer));

        return _pending is null ? ReadRestAsync(buffer, cancellationToken) : ReadPendingAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }

    private int TakeHeld(Memory<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _held.Length);
        _held[..taken].CopyTo(buffer);
        _held = _held[taken..];
        return taken;
    }

    private async ValueTask<int> ReadPendingAsync(Memory<byte> buffer, CancellationToken stop)
    {
        var (read, into) = _pending!.Value;
        var length = await read.WaitAsync(stop);
        _pending = null;
        account.Bytes += length;
        _held = into[..length];
        return TakeHeld(buffer);
    }

    private async ValueTask<int> ReadRestAsync(Memory<byte> buffer, CancellationToken stop)
    {
        var length = await rest.ReadAsync(buffer, stop);
        account.Bytes += length;
        return length;
    }
}

/// <summary>A read under way.</summary>
/// <param name="Read">Ends with the number of bytes read.</param>
/// <param name="Into">Where they are written.</param>
internal readonly record struct PendingRead(Task<int> Read, ReadOnlyMemory<byte> Into);
