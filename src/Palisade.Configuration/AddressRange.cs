using System.Net;
using System.Net.Sockets;

namespace Palisade.Configuration;

/// <summary>An address prefix as operators write it.</summary>
public static class AddressRange
{
    /// <summary>Reads an address (a range of one) or a prefix; bits behind the prefix may be set and are ignored.</summary>
    /// <returns>Null when <paramref name="text"/> is neither.</returns>
    public static IPNetwork? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address)) return null;
        if (address.IsIPv4MappedToIPv6 && slash < 0) address = address.MapToIPv4();

        var width = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = width;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), out length) || length < 0 || length > width)) return null;

        return new IPNetwork(Masked(address, length), length);
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept);
        }

        return new IPAddress(bytes);
    }
}
