using System.Text;
using Palisade.Engine.Http;

namespace Palisade.Cli.Explain;

/// <summary>A request made of options in the manner of curl, with the headers that curl would add.</summary>
internal static class CurlRequest
{
    private static readonly string[] Usual = ["User-Agent: curl/8.5.0", "Accept: */*"];

    /// <summary>Makes the message.</summary>
    /// <param name="url">A URL, or a path on <c>localhost</c>.</param>
    /// <param name="method">Null for GET, or POST where there is data.</param>
    /// <param name="headers">Lines <c>Name: value</c>; <c>Name:</c> leaves out one that curl would add.</param>
    /// <param name="data">The body; null for none.</param>
    public static RawMessage Make(string url, string? method, IReadOnlyList<string> headers, byte[]? data)
    {
        var (host, target) = Split(url);
        var given = headers.Select(Line).ToList();
        IEnumerable<string> own = [$"Host: {host}", .. Usual];
        if (data is not null) own = [.. own, $"Content-Length: {data.Length}", "Content-Type: application/x-www-form-urlencoded"];
        var kept = own.Select(Line).Where(o => !given.Exists(g => Same(g.Name, o.Name)));
        var line = $"{method ?? (data is null ? "GET" : "POST")} {target} HTTP/1.1";
        return new RawMessage(Bytes(line), [.. kept, .. given.Where(g => !g.Value.IsEmpty)], data ?? [], []);
    }

    private static (string Host, string Target) Split(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return ("localhost", url.StartsWith('/') ? url : "/" + url);
        var rest = url[(start + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        if (end < 0) return (rest, "/");
        var target = rest[end..].Split('#')[0];
        return (rest[..end], target.StartsWith('/') ? target : "/" + target);
    }

    private static HeaderLine Line(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? new(Bytes(text), default) : new(Bytes(text[..colon]), Bytes(text[(colon + 1)..].Trim()));
    }

    private static bool Same(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => RawMessage.Latin1(a).Equals(RawMessage.Latin1(b), StringComparison.OrdinalIgnoreCase);

    // What a person types is UTF-8, as curl sends it.
    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
