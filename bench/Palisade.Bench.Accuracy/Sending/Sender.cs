using System.Net;
using System.Net.Sockets;
using Palisade.Bench.Accuracy.Corpora;
using Palisade.Bench.Accuracy.Servers;

namespace Palisade.Bench.Accuracy.Sending;

/// <summary>Sends requests one behind the other on a connection that is kept, and opened again when the gateway closes it.</summary>
internal sealed class Sender(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TcpClient? _client;
    private MessageReader? _reader;

    /// <summary>Sends one request and reads the answer.</summary>
    public async Task<Outcome> SendAsync(LabelledRequest request, CancellationToken stop)
    {
        var bytes = RequestBytes.Of(request);
        var kept = _client is not null;
        var outcome = await TryAsync(request, bytes, stop);
        // A kept connection may have been closed before the request arrived: that is no answer to it.
        return outcome.Status is 0 && kept ? await TryAsync(request, bytes, stop) : outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private async Task<Outcome> TryAsync(LabelledRequest request, byte[] bytes, CancellationToken stop)
    {
        var sent = TimeProvider.System.GetUtcNow();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        await OpenAsync(patience.Token);
        var client = (IPEndPoint)_client!.Client.LocalEndPoint!;
        var answer = await ExchangeAsync(bytes, request.Method == "HEAD", patience.Token, stop);
        if (answer is null || answer.Closes) Close();
        return new(request, answer?.Field(Origin.Mark) is not null, answer?.Status ?? 0, answer?.Field("X-Support-Id"), client.Port, sent, TimeProvider.System.GetUtcNow());
    }

    private async Task<Message?> ExchangeAsync(byte[] bytes, bool isHead, CancellationToken patience, CancellationToken stop)
    {
        // Both at once: a gateway that refuses early does not read the rest.
        var writing = WriteAsync(bytes, patience);
        try
        {
            Message? answer;
            do answer = await _reader!.ReadAsync(answers: true, patience, isHead);
            while (answer is { Status: >= 100 and < 200 and not 101 });
            await writing;
            return answer;
        }
        catch (Exception fault) when (fault is IOException or FormatException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken patience)
    {
        try
        {
            await _client!.GetStream().WriteAsync(bytes, patience);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The answer counts, or its absence.
        }
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        if (_client is not null) return;
        _client = new TcpClient { NoDelay = true };
        try
        {
            await _client.ConnectAsync(IPAddress.Loopback, port, stop);
        }
        catch (SocketException fault)
        {
            throw new AccuracyException($"the gateway takes no connections any more: {fault.Message}");
        }

        _reader = new(_client.GetStream());
    }

    private void Close()
    {
        _client?.Dispose();
        _client = null;
    }
}
