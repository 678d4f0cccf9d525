using System.Net;
using System.Net.Sockets;

namespace Palisade.Tests;

/// <summary>Ports of the loopback address.</summary>
internal static class Ports
{
    // Systems give ports from 32768 on (Linux) or 49152 on (RFC 6335) to whoever asks for any: one below is not taken by a connection that is made meanwhile.
    private const int First = 10_000;
    private const int End = 32_000;

    /// <summary>One that nobody has just now, for TCP and for UDP.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (IsFree(port)) return port;
        }
    }

    /// <summary>Whether somebody listens.</summary>
    public static bool IsOpen(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        using var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using var streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            datagrams.Bind(new IPEndPoint(IPAddress.Loopback, port));
            streams.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
