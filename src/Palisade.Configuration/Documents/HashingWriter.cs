using System.Buffers;
using System.Security.Cryptography;

namespace Palisade.Configuration.Documents;

/// <summary>Counts and hashes what is written, piece by piece.</summary>
internal sealed class HashingWriter : IBufferWriter<byte>, IDisposable
{
    private const int Piece = 16 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Piece);
    private int _used;
    private long _length;

    /// <inheritdoc/>
    public void Advance(int count) => (_used, _length) = (_used + count, _length + count);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(_used);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(_used);

    /// <summary>What was written.</summary>
    public CanonicalDigest Finish()
    {
        Flush();
        return new(_length, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private byte[] Room(int wanted)
    {
        wanted = Math.Max(wanted, 1);
        if (_buffer.Length - _used >= wanted) return _buffer;
        Flush();
        if (_buffer.Length >= wanted) return _buffer;
        ArrayPool<byte>.Shared.Return(_buffer);
        return _buffer = ArrayPool<byte>.Shared.Rent(wanted);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
