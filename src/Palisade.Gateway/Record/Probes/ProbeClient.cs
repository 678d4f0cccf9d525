using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Record.Probes;

/// <summary>Asks for a URL as a client does: a new connection to a listener of this gateway, TLS and all.</summary>
internal sealed class ProbeClient(OwnConnections own, TrustedProxies trusted, TimeProvider clock)
{
    /// <summary>More of an answer is not waited for: what came shows that it comes.</summary>
    private const int MostBytes = 1024 * 1024;

    private const int LongestStatusLine = 4096;

    /// <summary>How long after its answer a request is waited for to be recorded.</summary>
    private static readonly TimeSpan Recording = TimeSpan.FromSeconds(1);

    /// <summary>PROXY protocol version 2, LOCAL: the connection is the proxy's own. As the specification has it, section 2.2.</summary>
    private static ReadOnlySpan<byte> Local => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x20, 0x00, 0x00, 0x00];

    /// <summary>Asks once. Nothing that a network does is thrown.</summary>
    /// <param name="entry">What is known before: when, whose, what.</param>
    /// <param name="stop">Comes when it takes too long.</param>
    public async Task<ProbeEntry> AskAsync(MonitoredUrl url, ProbeTarget target, ProbeEntry entry, CancellationToken stop)
    {
        using var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        ProbeRun? run = null;
        var began = clock.GetTimestamp();
        try
        {
            // Bound first: the gateway knows the connection by this end before it can arrive.
            socket.Bind(new IPEndPoint(target.Address.Address, 0));
            run = new((IPEndPoint)socket.LocalEndPoint!);
            using var known = own.Add(run);
            await socket.ConnectAsync(target.Address, stop);
            entry = entry with { Client = run.Client.ToString() };
            var status = await TalkAsync(url, target, socket, stop);
            entry = status is null ? entry with { Result = ProbeResult.NoHttp } : entry with { Status = status, Result = url.ExpectedStatus.Any(r => r.Has(status.Value)) ? ProbeResult.Ok : ProbeResult.UnexpectedStatus };
            entry = entry with { Ms = Since(began) };
            // The record of a request comes after its answer.
            await Task.WhenAny(run.Recorded, Task.Delay(Recording, clock, stop));
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException)
        {
            var result = fault is AuthenticationException ? ProbeResult.Tls : entry.Client is null ? ProbeResult.NotConnected : ProbeResult.Broken;
            entry = entry with { Result = result, Ms = Since(began), Reason = fault.Message.Length > 200 ? fault.Message[..200] : fault.Message };
        }
        catch (OperationCanceledException)
        {
            entry = entry with { Result = ProbeResult.Timeout, Ms = Since(began) };
        }

        return run is null ? entry : entry with { Origin = run.Origin, Action = run.Action, Reason = run.Reason ?? entry.Reason, SupportId = run.SupportId };
    }

    private double Since(long began) => Math.Round(clock.GetElapsedTime(began).TotalMilliseconds, 3);

    /// <returns>The status; null for something that is no HTTP.</returns>
    private async Task<int?> TalkAsync(MonitoredUrl url, ProbeTarget target, Socket socket, CancellationToken stop)
    {
        await using var plain = new NetworkStream(socket, ownsSocket: false);
        if (target.ProxyProtocol && trusted.Contains(target.Address.Address)) await plain.WriteAsync(Local.ToArray(), stop);
        if (!target.Tls) return await TalkAsync(url, target, plain, stop);
        // This gateway is at the other end, so there is nobody to be fooled: what is asked is whether it serves, not whether its certificate is believed elsewhere.
        await using var encrypted = new SslStream(plain, leaveInnerStreamOpen: false, static (_, shown, _, _) => shown is not null);
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host, ApplicationProtocols = [SslApplicationProtocol.Http11] }, stop);
        return await TalkAsync(url, target, encrypted, stop);
    }

    private static async Task<int?> TalkAsync(MonitoredUrl url, ProbeTarget target, Stream stream, CancellationToken stop)
    {
        var port = target.Address.Port == (target.Tls ? 443 : 80) ? "" : string.Create(CultureInfo.InvariantCulture, $":{target.Address.Port}");
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{url.Method} {url.Path} HTTP/1.1\r\nHost: {url.Host}{port}\r\nUser-Agent: Palisade-Monitor\r\nAccept: */*\r\nConnection: close\r\n\r\n"), stop);
        var (room, length, all) = (new byte[16 * 1024], 0, 0L);
        while (all < MostBytes && await stream.ReadAsync(room.AsMemory(length), stop) is > 0 and var read)
        {
            all += read;
            // The beginning stays; what follows is only waited for.
            length = Math.Min(length + read, LongestStatusLine);
        }

        if (all == 0) throw new IOException("The connection ended before an answer.");
        return Status(room.AsSpan(0, length));
    }

    private static int? Status(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1."u8) && answer.Length >= 12 && answer[8] == ' ' && int.TryParse(answer.Slice(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 599 ? status : null;
}
