using System.Net;
using System.Net.Sockets;

namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>Ports of the loopback address.</summary>
internal static class Ports
{
    /// <summary>One that nobody has just now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
}
