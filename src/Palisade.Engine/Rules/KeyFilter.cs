using System.Text;
using Palisade.Engine.Patterns;

namespace Palisade.Engine.Rules;

/// <summary>Which keys a pattern matches. Of the names of headers that browsers send with every request it is asked once, as HTTP/1.1 and as HTTP/2 write them.</summary>
internal sealed class KeyFilter(BytePattern pattern)
{
    private static readonly byte[][] Usual =
    [
        .. new[]
        {
            "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Connection", "Content-Length", "Content-Type", "Cookie", "DNT", "Host",
            "If-Modified-Since", "If-None-Match", "Origin", "Pragma", "Priority", "Range", "Referer", "Sec-CH-UA", "Sec-CH-UA-Mobile", "Sec-CH-UA-Platform", "Sec-Fetch-Dest",
            "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User", "Sec-GPC", "TE", "Upgrade-Insecure-Requests", "User-Agent", "X-Forwarded-For", "X-Requested-With",
        }.SelectMany(n => new[] { n, n.ToLowerInvariant() }).Select(Encoding.ASCII.GetBytes).OrderBy(n => Selector.Key.HashOf(n)),
    ];

    // Those of the same hash stand side by side.
    private static readonly int[] Hashes = [.. Usual.Select(n => Selector.Key.HashOf(n))];

    private bool[]? _answers;

    /// <summary>Whether the pattern matches a key.</summary>
    public bool Includes(ReadOnlySpan<byte> key)
    {
        var number = NumberOf(key);
        return number < 0 ? Matches(key) : (_answers ??= [.. Usual.Select(n => Matches(n))])[number];
    }

    private static int NumberOf(ReadOnlySpan<byte> key)
    {
        var hash = Selector.Key.HashOf(key);
        var hashes = Hashes.AsSpan();
        for (var i = hashes.IndexOf(hash); (uint)i < (uint)hashes.Length && hashes[i] == hash; i++)
        {
            if (key.SequenceEqual(Usual[i])) return i;
        }

        return -1;
    }

    private bool Matches(ReadOnlySpan<byte> key) => pattern.IsMatch(key, out _);
}
