using System.Buffers;

namespace Palisade.Gateway.Inspect;

/// <summary>
/// The first bytes of a body, held for the rules and then sent on. Pooled; grows as bytes come, up to its limit.
/// </summary>
/// <remarks>One byte more than the limit is held where there is one: that byte tells a body that ends at the limit from one that goes on.</remarks>
/// <param name="limit">Most bytes the rules may see.</param>
/// <param name="expected">The announced length, or null. It is a hint: memory is taken as bytes come, not as they are announced.</param>
internal sealed class HeldBody(MemoryBudget budget, int limit, long? expected) : IDisposable
{
    private const int Smallest = 4 * 1024;
    private const int LargestFirst = 64 * 1024;
    private readonly int _capacity = limit + 1;
    private byte[] _bytes = [];
    private int _length;
    private bool _written;

    /// <summary>All that is held.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>What the rules may see of it.</summary>
    public ReadOnlyMemory<byte> Inspectable => _bytes.AsMemory(0, Math.Min(_length, limit));

    /// <summary>True when the body is known to go on past the limit; nothing more is held then.</summary>
    public bool OverLimit => _length > limit;

    /// <summary>Room for the next read: at least one byte, unless over the limit.</summary>
    /// <returns>False when the memory for held bodies is used up.</returns>
    public bool TryRoom(out Memory<byte> room)
    {
        room = default;
        if (_length == _bytes.Length && !OverLimit && !Grow()) return false;

        room = _bytes.AsMemory(_length, Math.Min(_bytes.Length, _capacity) - _length);
        return true;
    }

    /// <summary>Says that a read still writes into the room: the memory then goes to the collector, never back to the pool.</summary>
    public void StillWritten() => _written = true;

    /// <summary>Says how many bytes the last read put into the room.</summary>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        var bytes = _bytes;
        (_bytes, _length) = ([], 0);
        if (bytes.Length == 0) return;

        budget.Return(bytes.Length);
        if (!_written) ArrayPool<byte>.Shared.Return(bytes);
    }

    private bool Grow()
    {
        var first = (int)Math.Clamp(expected ?? Smallest, Smallest, LargestFirst);
        return Resize(Math.Min(_capacity, Math.Max(first, _bytes.Length * 2)));
    }

    private bool Resize(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        if (!budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            budget.Return(_bytes.Length);
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
        return true;
    }
}
