using System.Buffers;
using System.Text;

namespace Palisade.Gateway.Classify.Sites;

/// <summary>A host as sites are found by it: small letters, without port and trailing dot, the brackets of IPv6 taken off.</summary>
internal static class HostKey
{
    /// <summary>What a key takes at most, with one place before it.</summary>
    public const int Room = 256;

    private static readonly SearchValues<char> Characters = SearchValues.Create("-._:0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Writes the key of a host behind the first place of <paramref name="room"/>.</summary>
    /// <param name="room">At least <see cref="Room"/> characters.</param>
    /// <returns>How long it is; 0 for no host, or none that a site could have.</returns>
    public static int Write(ReadOnlySpan<byte> host, Span<char> room)
    {
        var name = Name(host);
        if (name.EndsWith("."u8)) name = name[..^1];
        if (name.IsEmpty || name.Length > Room - 1) return 0;
        return Ascii.ToLower(name, room[1..], out var length) is OperationStatus.Done && !room.Slice(1, length).ContainsAnyExcept(Characters) ? length : 0;
    }

    /// <summary>The same of a name that TLS brought, which has no port.</summary>
    public static int Write(ReadOnlySpan<char> host, Span<char> room)
    {
        if (host.EndsWith(".")) host = host[..^1];
        if (host.IsEmpty || host.Length > Room - 1) return 0;
        return Ascii.ToLower(host, room[1..], out var length) is OperationStatus.Done && !room.Slice(1, length).ContainsAnyExcept(Characters) ? length : 0;
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> host)
    {
        if (host.StartsWith("["u8)) return host.IndexOf((byte)']') is > 1 and var close ? host[1..close] : default;

        var colon = host.IndexOf((byte)':');
        return colon < 0 ? host : host[..colon];
    }
}
