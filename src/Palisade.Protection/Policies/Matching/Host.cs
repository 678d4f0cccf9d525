using Palisade.Engine.Http;

namespace Palisade.Protection.Policies.Matching;

/// <summary>The host a request is for.</summary>
internal static class Host
{
    /// <summary>The longest name there is, and then some.</summary>
    public const int Longest = 512;

    /// <summary>Writes the host in small letters, without its port and the dot at its end.</summary>
    /// <param name="into">At least <see cref="Longest"/> bytes.</param>
    /// <returns>Empty where there is none, or one that is no name.</returns>
    public static ReadOnlySpan<byte> Of(IReadOnlyList<HeaderLine> headers, Span<byte> into)
    {
        var at = 0;
        if (!HeaderLines.Next(headers, "Host", ref at, out var host)) return default;

        // [::1]:80 ends with its bracket.
        var port = host.LastIndexOf((byte)':');
        if (port > host.LastIndexOf((byte)']')) host = host[..port];
        host = host.TrimEnd((byte)'.');
        if (host.Length > Longest) return default;

        for (var i = 0; i < host.Length; i++) into[i] = (byte)(host[i] is >= (byte)'A' and <= (byte)'Z' ? host[i] | 0x20 : host[i]);
        return into[..host.Length];
    }
}
