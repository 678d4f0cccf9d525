using System.Net.NetworkInformation;

namespace Palisade.Gateway.Classify.Ports;

/// <summary>
/// Whether it is worth while to try addresses again that were none of this machine. A list of addresses is quickly read; to open a socket at each of a thousand that other
/// gateways have, every few seconds, is not.
/// </summary>
internal sealed class MachineAddresses
{
    // Not all that can be bound stands in the list: a route may make a whole network local.
    private const int AnywayAfter = 12;

    private string _known = "";
    private int _asked;

    /// <summary>Whether the machine has other addresses than when it was asked last, or was asked a dozen times.</summary>
    public bool MayHaveMoved()
    {
        var now = Read();
        if (now == _known && ++_asked < AnywayAfter) return false;
        (_known, _asked) = (now, 0);
        return true;
    }

    private static string Read()
    {
        try
        {
            var all = NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address.ToString());
            return string.Join(' ', all.Order(StringComparer.Ordinal));
        }
        catch (NetworkInformationException)
        {
            return "";
        }
    }
}
