using System.Buffers.Binary;
using System.Text.Json;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>Messages between the two processes of a sandbox: a length of four bytes, big-endian, and JSON.</summary>
internal sealed class Frames(Stream input, Stream output) : IDisposable
{
    // What a tenant may have in all, and no more; whoever writes more is broken.
    private const int Most = 1 << 30;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Writes one whole message.</summary>
    public async Task WriteAsync<T>(T message, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        var head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, body.Length);
        await _writing.WaitAsync(stop);
        try
        {
            await output.WriteAsync(head, stop);
            await output.WriteAsync(body, stop);
            await output.FlushAsync(stop);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads the next one; null at the end.</summary>
    /// <exception cref="InvalidDataException">What came is no message.</exception>
    public async Task<T?> ReadAsync<T>(CancellationToken stop)
        where T : class
    {
        var head = new byte[4];
        if (await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop) < head.Length) return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length is < 0 or > Most) throw new InvalidDataException("What came is no message.");
        var body = new byte[length];
        if (await input.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, stop) < length) return null;
        return JsonSerializer.Deserialize<T>(body);
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();
}
