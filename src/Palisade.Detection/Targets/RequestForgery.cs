using Palisade.Detection.Reading;

namespace Palisade.Detection.Targets;

/// <summary>
/// Decides whether a value that is a URL as a whole would make the server ask something that it must not: itself, its network, the metadata service of
/// its cloud, a file, another protocol; or load a file of the attacker's as code. Ordinary URLs pass, and texts with URLs in them are not read.
/// </summary>
public static class RequestForgery
{
    private const int Shortest = 6;

    private static readonly byte[][] Fetching = Words.List("http: https: ftp: ftps: ws: wss: //");

    /// <summary>Looks at the scheme and the host of a URL.</summary>
    /// <param name="value">The value, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest || !value[..Math.Min(value.Length, 64)].ContainsAny((byte)':', (byte)'/')) return null;
        var start = StartOf(value);
        var text = value[start..].TrimEnd(" \r\n\t\0"u8);
        if (text.Length < Shortest) return null;
        if (Words.StartsWith(text, "url:"u8))
        {
            text = text[4..];
            start += 4;
            if (text.Length < Shortest) return null;
        }

        if (DangerousSchemes.Judge(text) is { } scheme) return scheme with { Offset = start };
        var prefix = Words.FirstOf(text, Fetching);
        if (prefix.IsEmpty || text.ContainsAny((byte)' ', (byte)'\n')) return null;
        return new UrlTarget(text, prefix.Length).Judge() is { } target ? target with { Offset = target.Offset + start } : null;
    }

    private static int StartOf(ReadOnlySpan<byte> value)
    {
        var start = 0;
        while (start < value.Length && value[start] is <= 0x20 or (byte)'"' or (byte)'\'' or (byte)'<' or (byte)'@') start++;
        return start;
    }
}
