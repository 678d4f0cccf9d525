using System.Net;
using System.Net.Sockets;

namespace Palisade.Bench.Fleet.Processes;

/// <summary>Ports of the loopback address that nobody has just now.</summary>
internal static class FreePorts
{
    // Systems give ports from 32768 on to whoever asks for any: one below is not taken meanwhile.
    private const int First = 10_000;
    private const int End = 32_000;

    /// <summary>So many in a row.</summary>
    public static int Take(int inARow = 1)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End - inARow);
            if (Enumerable.Range(port, inARow).All(IsFree)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
