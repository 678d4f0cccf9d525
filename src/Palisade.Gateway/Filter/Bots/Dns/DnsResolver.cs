using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Palisade.Gateway.Filter.Bots.Dns;

/// <summary>
/// Asks recursive DNS servers for names of addresses and back. A connected socket of its own for each question, so that the system takes answers from
/// that server alone at a port nobody can foresee; a random number and the question itself must come back (RFC 5452, section 9). What does not fit a
/// datagram is asked for over TCP. Never throws for what networks do.
/// </summary>
/// <param name="clock">Ends the waiting.</param>
internal sealed class DnsResolver(TimeProvider clock)
{
    private const int Rounds = 2;
    private const int MostServers = 3;
    private const int DatagramBytes = 4096;

    /// <summary>Asks the servers in turn, twice, until one answers.</summary>
    /// <param name="servers">Empty for the system's.</param>
    /// <param name="timeout">For each answer.</param>
    public async Task<DnsAnswer> AskAsync(IReadOnlyList<IPEndPoint> servers, string name, DnsType type, TimeSpan timeout)
    {
        var asked = servers.Count > 0 ? servers : SystemServers();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var server in asked.Take(MostServers))
            {
                var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
                if (DnsQuery.Write(id, name, type) is not { } query) return DnsAnswer.Nothing;
                var answer = await AskAsync(server, query, name, type, timeout);
                if (answer.Outcome is not DnsOutcome.Failed) return answer;
            }
        }

        return DnsAnswer.Failed;
    }

    private async Task<DnsAnswer> AskAsync(IPEndPoint server, byte[] query, string name, DnsType type, TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout, clock);
        try
        {
            var reply = await DatagramAsync(server, query, patience.Token);
            if (DnsReply.IsCut(reply)) reply = await StreamAsync(server, query, patience.Token);
            return DnsReply.Answers(reply, query) ? DnsReply.Read(reply, query.Length, name, type) : DnsAnswer.Failed;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return DnsAnswer.Failed;
        }
    }

    private static async Task<byte[]> DatagramAsync(IPEndPoint server, byte[] query, CancellationToken stop)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, stop);
        await socket.SendAsync(query, stop);
        var buffer = new byte[DatagramBytes];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, stop);
            // What does not answer this question is somebody's guess: waited on, past it.
            if (DnsReply.Answers(buffer.AsSpan(0, length), query)) return buffer[..length];
        }
    }

    private static async Task<byte[]> StreamAsync(IPEndPoint server, byte[] query, CancellationToken stop)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, stop);
        await using var stream = new NetworkStream(socket);
        var framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await stream.WriteAsync(framed, stop);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, stop);
        var reply = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(reply, stop);
        return reply;
    }

    private static List<IPEndPoint> SystemServers()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().DnsAddresses).Where(a => !a.IsIPv6SiteLocal).Distinct().Select(a => new IPEndPoint(a, 53))];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
