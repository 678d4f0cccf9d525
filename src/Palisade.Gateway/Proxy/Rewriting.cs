using System.Text;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Proxy;

/// <summary>The target as its route has it for the origin. The query stays.</summary>
internal static class Rewriting
{
    private const string Kept = "/-._~!$&'()*+,;=:@";

    /// <summary>The target to send.</summary>
    /// <param name="target">Path and query as received.</param>
    public static string Of(Exchange exchange, string target)
    {
        var routes = exchange.Served!.Delivery.Routes;
        if (exchange.Route < 0 || exchange.Route >= routes.Count || routes[exchange.Route].Rewrite is not { } rewrite) return target;

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : target[mark..];
        return rewrite.Path is { } whole ? whole + query : rewrite.Prefix + RestOf(exchange, mark < 0 ? target : target[..mark], rewrite.Prefix!) + query;
    }

    /// <summary>What follows the prefix that the route matched.</summary>
    private static string RestOf(Exchange exchange, string path, string instead)
    {
        var prefix = exchange.Site.PrefixOf(exchange.Route).Length;
        var plain = exchange.Path.Span;
        // The route was found by the plain path. Where that is not how it was sent, its rest is the plain one, too: dots that lead
        // out of the matched prefix must not lead out of the new one.
        var isAsSent = path.Length == plain.Length && Ascii.Equals(plain, path);
        var rest = isAsSent ? path[prefix..] : Escaped(plain[prefix..]);
        return instead.EndsWith('/') && rest.StartsWith('/') ? rest[1..] : rest;
    }

    private static string Escaped(ReadOnlySpan<byte> path)
    {
        var text = new StringBuilder(path.Length + 16);
        foreach (var b in path)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Kept.Contains((char)b, StringComparison.Ordinal)) text.Append((char)b);
            else text.Append('%').Append(b.ToString("X2"));
        }

        return text.ToString();
    }
}
