using System.Collections.Immutable;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>Reads where an API is served. Only the paths count: which hosts come here is the gateway's affair.</summary>
internal static class ServerReader
{
    private const int MostBases = 256;

    /// <summary>The base paths of the servers, without a slash at the end. One, the root, where no server is named.</summary>
    public static ImmutableArray<string> Bases(ReaderContext context, DocumentNode node)
    {
        var bases = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var server in context.ListOf(node, "servers"))
        {
            if (context.Map(server, "A server") is not { } map) continue;
            if (context.TextOf(map, "url") is not { } url) context.Faults.Error(map, "AP0121", "A server needs a url");
            else bases.UnionWith(Filled(context, map, url).Select(u => PathOf(u)));
            if (bases.Count <= MostBases) continue;
            context.Faults.Error(server, "AP0122", $"The servers have more than {MostBases} base paths");
            break;
        }

        return bases.Count == 0 ? [""] : [.. bases];
    }

    /// <summary>The url with every value of its variables.</summary>
    private static List<string> Filled(ReaderContext context, DocumentNode server, string url)
    {
        List<string> urls = [url];
        foreach (var (name, variable) in context.MapOf(server, "variables")?.Members ?? [])
        {
            if (!url.Contains($"{{{name}}}", StringComparison.Ordinal)) continue;
            var values = context.ListOf(variable, "enum").Select(v => v.Text).Append(variable["default"]?.Text).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            urls = [.. urls.SelectMany(u => values.Select(v => u.Replace($"{{{name}}}", v, StringComparison.Ordinal))).Take(MostBases + 1)];
        }

        return urls;
    }

    private static string PathOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 || url.StartsWith("//", StringComparison.Ordinal))
        {
            var path = url.IndexOf('/', scheme < 0 ? 2 : scheme + 3);
            url = path < 0 ? "" : url[path..];
        }

        var end = url.IndexOfAny(['?', '#']);
        url = (end < 0 ? url : url[..end]).TrimEnd('/');
        return url.Length == 0 || url[0] == '/' ? url : "/" + url;
    }
}
