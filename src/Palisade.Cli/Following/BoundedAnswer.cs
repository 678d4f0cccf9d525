namespace Palisade.Cli.Following;

/// <summary>Reads what a manager answers: never more than was agreed, and never longer than somebody is patient between two pieces.</summary>
internal sealed class BoundedAnswer(Stream stream, TimeSpan patience) : Stream
{
    private readonly CancellationTokenSource _patience = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>All of it, up to a number of bytes.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    public async ValueTask<byte[]> ReadAllAsync(int most, CancellationToken stop)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(buffer, stop) is > 0 and var read)
        {
            if (whole.Length + read > most) throw new InvalidDataException($"The answer has more than {most} bytes.");
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _patience.Token);
        _patience.CancelAfter(patience);
        try
        {
            return await stream.ReadAsync(buffer, both.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came for {patience.TotalSeconds:0.#} s.", late);
        }
        finally
        {
            _patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
            _patience.Dispose();
        }

        base.Dispose(disposing);
    }
}
