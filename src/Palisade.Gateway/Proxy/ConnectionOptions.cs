using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Palisade.Gateway.Proxy;

/// <summary>Headers that a <c>Connection</c> header names are for one hop only (RFC 9110, section 7.6.1).</summary>
internal static class ConnectionOptions
{
    // A client may not use Connection to take away what the application relies on, or what frames the message.
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Content-Type", "Content-Encoding", "Authorization", "Cookie",
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded",
    };

    /// <summary>Takes them off a message to the origin.</summary>
    public static void Remove(StringValues connection, HttpRequestMessage to)
    {
        foreach (var value in connection)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                var name = value.AsSpan()[part].Trim().ToString();
                if (!IsToken(name) || Kept.Contains(name)) continue;

                to.Headers.Remove(name);
            }
        }
    }

    /// <summary>Takes them off an answer to the client.</summary>
    public static void Remove(HttpResponseMessage from, HttpResponse to)
    {
        if (!from.Headers.NonValidated.TryGetValues("Connection", out var connection)) return;

        foreach (var value in connection)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                var name = value.AsSpan()[part].Trim().ToString();
                if (IsToken(name) && !Kept.Contains(name)) to.Headers.Remove(name);
            }
        }
    }

    private static bool IsToken(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c)) return false;
        }

        return name.Length > 0;
    }
}
