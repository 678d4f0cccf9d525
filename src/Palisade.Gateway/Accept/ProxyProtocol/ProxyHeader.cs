using System.Net;

namespace Palisade.Gateway.Accept.ProxyProtocol;

/// <summary>How reading a PROXY protocol header ended.</summary>
internal enum ProxyHeaderState
{
    /// <summary>It is not all there.</summary>
    Incomplete,

    /// <summary>It is there and says something, or says nothing on purpose.</summary>
    Complete,

    /// <summary>It is none, or it is broken.</summary>
    Malformed,
}

/// <summary>A PROXY protocol header as read so far.</summary>
/// <param name="Length">Its bytes, when complete.</param>
/// <param name="Source">Who connected to the proxy; null when the proxy speaks for itself or does not say.</param>
/// <param name="Destination">Where to; null likewise.</param>
internal readonly record struct ProxyHeader(ProxyHeaderState State, int Length = 0, IPEndPoint? Source = null, IPEndPoint? Destination = null)
{
    /// <summary>More bytes are needed.</summary>
    public static ProxyHeader Incomplete => new(ProxyHeaderState.Incomplete);

    /// <summary>The connection is to be closed: the protocol forbids guessing.</summary>
    public static ProxyHeader Malformed => new(ProxyHeaderState.Malformed);

    /// <summary>Reads a header of either version from the first bytes of a connection.</summary>
    public static ProxyHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (Fits(bytes, ProxyVersion2.Signature)) return ProxyVersion2.Read(bytes);

        return Fits(bytes, "PROXY "u8) ? ProxyVersion1.Read(bytes) : Malformed;
    }

    private static bool Fits(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start)
    {
        var known = Math.Min(bytes.Length, start.Length);
        return start[..known].SequenceEqual(bytes[..known]);
    }
}
