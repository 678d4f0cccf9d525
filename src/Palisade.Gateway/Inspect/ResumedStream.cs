using System.Runtime.CompilerServices;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Inspect;

/// <summary>
/// A body that was read up to a point: first what was held, then the rest as it comes. Counts what passes.
/// </summary>
/// <param name="held">The bytes already read and counted.</param>
/// <param name="rest">What comes after them.</param>
/// <param name="pending">A read of <paramref name="rest"/> still under way; null when there is none.</param>
/// <param name="account">Is told of every byte taken from <paramref name="rest"/>.</param>
internal sealed class ResumedStream(ReadOnlyMemory<byte> held, Stream rest, PendingRead? pending, BodyAccount account) : BodyStream(rest)
{
    private readonly Stream _rest = rest;
    private ReadOnlyMemory<byte> _held = held;
    private PendingRead? _pending = pending;

    /// <summary>All that was held.</summary>
    public ReadOnlyMemory<byte> All { get; } = held;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_held.IsEmpty) return new(TakeHeld(buffer));

        return _pending is null ? ReadRestAsync(buffer, cancellationToken) : ReadPendingAsync(buffer, cancellationToken);
    }

    /// <summary>The same body once more, to be sent again: only of one that is held whole, or of which nothing was read.</summary>
    public ResumedStream FromTheStart() => new(All, _rest, pending: null, account);

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadRestAsync(Memory<byte> buffer, CancellationToken stop)
    {
        var length = await Source.ReadAsync(buffer, stop);
        account.Bytes += length;
        return length;
    }
}

/// <summary>A read under way.</summary>
/// <param name="Read">Ends with the number of bytes read.</param>
/// <param name="Into">Where they are written.</param>
internal readonly record struct PendingRead(Task<int> Read, ReadOnlyMemory<byte> Into);
