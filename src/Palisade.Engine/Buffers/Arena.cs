using System.Buffers;
using System.Text;

namespace Palisade.Engine.Buffers;

/// <summary>
/// The memory of one transaction for everything it makes out of the request: transformed values, expanded macros. What was
/// taken stays valid until <see cref="Reset"/>, which frees all of it at once.
/// </summary>
internal sealed class Arena : IBufferWriter<byte>
{
    // What a transaction keeps for the next one. Big requests give their blocks back to the pool.
    private const int FirstBlock = 16 * 1024;

    private readonly byte[] _first = GC.AllocateUninitializedArray<byte>(FirstBlock);
    private readonly List<byte[]> _rented = [];
    private byte[] _block;
    private int _start;
    private int _end;

    public Arena() => _block = _first;

    /// <summary>Starts a value; what was written and not taken is dropped.</summary>
    public void Begin() => _end = _start;

    /// <summary>What was written since <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Written => _block.AsSpan(_start, _end - _start);

    /// <summary>The value written since <see cref="Begin"/>, which from now on is kept.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var value = _block.AsMemory(_start, _end - _start);
        _start = _end;
        return value;
    }

    /// <summary>Room for a value of a length that is known; its bytes are not cleared.</summary>
    public Memory<byte> Take(int length)
    {
        Begin();
        Ensure(length);
        var room = _block.AsMemory(_start, length);
        _start = _end += length;
        return room;
    }

    /// <summary>How many bytes of texts were put together since <see cref="Reset"/>.</summary>
    public long PutTogether { get; set; }

    /// <summary>A copy of a value.</summary>
    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> value)
    {
        var room = Take(value.Length);
        value.CopyTo(room.Span);
        return room;
    }

    /// <summary>The bytes of a widened text (Latin-1).</summary>
    public ReadOnlyMemory<byte> Narrow(string text)
    {
        Begin();
        Advance(Encoding.Latin1.GetBytes(text, GetSpan(text.Length)));
        return Take();
    }

    /// <inheritdoc/>
    public void Advance(int count) => _end += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _block.AsMemory(_end);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _block.AsSpan(_end);
    }

    /// <summary>Frees everything.</summary>
    public void Reset()
    {
        foreach (var block in _rented) ArrayPool<byte>.Shared.Return(block);
        _rented.Clear();
        _block = _first;
        _start = _end = 0;
        PutTogether = 0;
    }

    // A value that does not fit goes on in a new block: what was written of it moves along, so that a value is one piece.
    private void Ensure(int size)
    {
        size = Math.Max(size, 1);
        if (_block.Length - _end >= size) return;
        var written = _block.AsSpan(_start, _end - _start);
        var next = ArrayPool<byte>.Shared.Rent(Math.Max(written.Length + size, Math.Max(2 * written.Length, 4 * FirstBlock)));
        written.CopyTo(next);
        _rented.Add(next);
        _end = written.Length;
        _start = 0;
        _block = next;
    }
}
