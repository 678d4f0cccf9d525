using System.Net;

namespace Palisade.Gateway.Proxy;

/// <summary>
/// A request's body that is held whole: one write, which the client library joins with the headers where both fit into its buffer. The forwarder's own content sends the headers alone first, since
/// it cannot know when a body will come, and copies.
/// </summary>
/// <param name="body">Valid until the request is over.</param>
internal sealed class HeldContent(ReadOnlyMemory<byte> body) : HttpContent
{
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.IsEmpty ? Task.CompletedTask : stream.WriteAsync(body, cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <remarks>What the client said of the length stands in the headers already; without it the body goes on in chunks, as it came.</remarks>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
