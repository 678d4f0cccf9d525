using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Palisade.Engine.Transactions;
using Palisade.Gateway.Accept.Http2;
using Palisade.Gateway.Accept.Wire;

namespace Palisade.Gateway.Accept;

/// <summary>The first look at a connection: HTTP/2 goes to where it is spoken, HTTP/1.1 gets a tap for its heads.</summary>
internal sealed class ProtocolSwitch(Handoff http2, HeadLimits limits, HeadCourt court, TimeSpan patience, TimeProvider clock)
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);

    /// <summary>As a step of the server's connection pipeline.</summary>
    /// <param name="speaksHttp2">Whether HTTP/2 is spoken here.</param>
    public async Task RunAsync(ConnectionContext connection, bool speaksHttp2, ConnectionDelegate next)
    {
        var tls = connection.Features.Get<ITlsHandshakeFeature>();
        var memory = new ConnectionMemory();
        connection.Features.Set(memory);
        var encrypted = tls is not null;
        if (encrypted && connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) is true)
        {
            await next(connection);
            return;
        }

        if (!encrypted && speaksHttp2 && await BeginsHttp2Async(connection.Transport.Input) is not false and var http2Begun)
        {
            if (http2Begun is true) await http2.ServeAsync(connection);
            return;
        }

        var (transport, ends) = (connection.Transport, new WireConnection(Address(connection.RemoteEndPoint), Address(connection.LocalEndPoint), encrypted, ServerName(tls)) { Probe = connection.Features.Get<ProbeRun>(), Memory = memory });
        using var tap = new HeadTap(transport.Input, transport.Output, ends, limits, court, clock);
        connection.Transport = new Tapped(tap, transport.Output);
        connection.Features.Set(tap);
        try
        {
            await next(connection);
            if (tap.LeavesBody) await Draining.AfterAnswerAsync(transport.Input, clock, Ending(connection));
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    /// <summary>The name that the client asked for when TLS began; null for none.</summary>
    public static string? ServerName(ITlsHandshakeFeature? tls) => tls?.HostName is { Length: > 0 } name ? name : null;

    private static CancellationToken Ending(ConnectionContext connection) => connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? connection.ConnectionClosed;

    private static IPEndPoint Address(EndPoint? end) => end as IPEndPoint ?? Nowhere;

    /// <summary>Whether the client begins with HTTP/2's preface; null when it says nothing in time or goes away.</summary>
    private async ValueTask<bool?> BeginsHttp2Async(PipeReader input)
    {
        using var wait = new CancellationTokenSource(patience, clock);
        try
        {
            while (true)
            {
                var result = await input.ReadAsync(wait.Token);
                var begins = Preface.Begins(result.Buffer);
                var undecided = begins is null && !result.IsCompleted;
                // Nothing is consumed: whoever comes next reads from the first byte.
                input.AdvanceTo(result.Buffer.Start, undecided ? result.Buffer.End : result.Buffer.Start);
                if (result.IsCanceled || (result.IsCompleted && result.Buffer.IsEmpty)) return null;
                if (!undecided) return begins ?? false;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private sealed record Tapped(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
