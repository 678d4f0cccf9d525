using Microsoft.AspNetCore.Http;
using Palisade.Gateway.Inspect;

namespace Palisade.Gateway.Proxy;

/// <summary>
/// An answer of unknown length: when its first bytes let themselves be waited for, its head goes out alone. A client may need
/// the head to go on (an event source, a gRPC call that talks both ways).
/// </summary>
/// <remarks>When the body turns out to be empty at once, the head stays back: HTTP/2 then ends the stream with it, as gRPC errors require.</remarks>
internal sealed class PromptStream(Stream source, HttpResponse response) : BodyStream(source)
{
    private bool _begun;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Source.ReadAsync(buffer, cancellationToken);
        if (_begun || read.IsCompleted)
        {
            _begun = true;
            return read;
        }

        _begun = true;
        return StartAsync(read, cancellationToken);
    }

    private async ValueTask<int> StartAsync(ValueTask<int> read, CancellationToken stop)
    {
        await response.Body.FlushAsync(stop);
        return await read;
    }
}
