using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Palisade.Gateway.Accept.ProxyProtocol;

/// <summary>The step of a connection in which a trusted peer says whom it speaks for. Without a good header the connection is closed and counted.</summary>
internal sealed class ProxyHeaderStep(TrustedProxies trusted, TimeSpan patience, TimeProvider clock, Action malformed)
{
    /// <summary>As a step of the server's connection pipeline. Peers that are not trusted are served as if they were their own proxies: their header, if they send one, is a bad request.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is IPEndPoint peer && trusted.Contains(peer.Address))
        {
            var header = await ReadAsync(connection.Transport.Input);
            if (header.State is not ProxyHeaderState.Complete)
            {
                malformed();
                connection.Abort(new ConnectionAbortedException("There is no PROXY protocol header, or a broken one."));
                return;
            }

            connection.RemoteEndPoint = header.Source ?? connection.RemoteEndPoint;
            connection.LocalEndPoint = header.Destination ?? connection.LocalEndPoint;
        }

        await next(connection);
    }

    private async ValueTask<ProxyHeader> ReadAsync(PipeReader input)
    {
        using var wait = new CancellationTokenSource(patience, clock);
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(wait.Token);
                var header = Read(result.Buffer);
                if (header.State is ProxyHeaderState.Incomplete)
                {
                    input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                    if (result.IsCompleted || result.IsCanceled) return ProxyHeader.Malformed;
                    continue;
                }

                input.AdvanceTo(result.Buffer.GetPosition(header.Length));
                return header;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return ProxyHeader.Malformed;
        }
    }

    private static ProxyHeader Read(in ReadOnlySequence<byte> bytes) => ProxyHeader.Read(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());
}
