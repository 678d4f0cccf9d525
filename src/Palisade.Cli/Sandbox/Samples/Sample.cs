using System.Text;

namespace Palisade.Cli.Sandbox.Samples;

/// <summary>A request that sites are asked with.</summary>
/// <param name="Ordinary">Whether it is as ordinary users send it; the others attack.</param>
/// <param name="Host">The host that it is for; null for whichever site is asked.</param>
/// <param name="Head">Request line and headers without Host and length, each with its line end.</param>
internal sealed record Sample(string Name, bool Ordinary, string? Host, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>As it is sent to a host.</summary>
    public byte[] For(string host)
    {
        var lineEnd = Head.Span.IndexOf((byte)'\n') + 1;
        var length = Body.Length > 0 ? $"Content-Length: {Body.Length}\r\n" : "";
        return [.. Head.Span[..lineEnd], .. Encoding.Latin1.GetBytes($"Host: {host}\r\n"), .. Head.Span[lineEnd..], .. Encoding.Latin1.GetBytes(length), .. "\r\n"u8, .. Body.Span];
    }

    /// <summary>Whether a site with these domains is asked with it.</summary>
    public bool IsFor(IReadOnlyList<string> domains) => Host is null || domains.Any(d => Covers(d, Host));

    private static bool Covers(string domain, string host) =>
        domain is "*" || domain.Equals(host, StringComparison.OrdinalIgnoreCase)
        || (domain.StartsWith("*.", StringComparison.Ordinal) && host.Length > domain.Length - 1 && host.EndsWith(domain[1..], StringComparison.OrdinalIgnoreCase));
}
