namespace Palisade.Engine.Bodies;

/// <summary>
/// Coded bytes for a decoder that reads ahead. Near the end of the bytes, where a body's coded data normally ends, it gives
/// one byte at a time, so that <see cref="Position"/> then says where the data ended.
/// </summary>
/// <param name="exact">Whether to give one byte at a time from the start.</param>
internal sealed class CodedSource(ReadOnlyMemory<byte> bytes, bool exact) : Stream
{
    // Enough for the trailers of gzip (8) and zlib (4).
    private const int ExactTail = 32;

    private int _at;

    /// <summary>Bytes given so far.</summary>
    public int At => _at;

    /// <summary>Whether a read found the end: the decoder wants more than there is.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Whether the decoder has been given one byte at a time lately, so that it has consumed what it was given.</summary>
    public bool IsExact => exact || _at > bytes.Length - ExactTail || bytes.Length <= ExactTail;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var left = bytes.Length - _at;
        var count = Math.Min(buffer.Length, exact || left <= ExactTail ? Math.Min(left, 1) : left - ExactTail);
        bytes.Span.Slice(_at, count).CopyTo(buffer);
        _at += count;
        if (count == 0 && buffer.Length > 0) Exhausted = true;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
