using System.Text;
using Microsoft.AspNetCore.Http;
using Palisade.Engine.Http;

namespace Palisade.Gateway.Proxy;

/// <summary>Headers that a <c>Connection</c> header names are for one hop only (RFC 9110, section 7.6.1).</summary>
internal static class ConnectionOptions
{
    private const string Name = "Connection";

    // A client may not use Connection to take away what the application relies on, or what frames the message.
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Content-Type", "Content-Encoding", "Authorization", "Cookie",
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded",
    };

    /// <summary>Takes them off a message to the origin.</summary>
    /// <param name="received">The header lines of the request as they came.</param>
    public static void Remove(IReadOnlyList<HeaderLine> received, HttpRequestMessage to)
    {
        for (var i = 0; i < received.Count; i++)
        {
            var (name, value) = received[i];
            if (name.Length != Name.Length) continue;
            // What nearly every client sends names a header that the forwarder leaves behind anyway.
            if (!Ascii.EqualsIgnoreCase(name.Span, Name) || Ascii.EqualsIgnoreCase(value.Span, "keep-alive")) continue;

            Remove(Encoding.Latin1.GetString(value.Span), to);
        }
    }

    private static void Remove(string connection, HttpRequestMessage to)
    {
        foreach (var part in connection.AsSpan().Split(','))
        {
            var name = connection.AsSpan()[part].Trim().ToString();
            if (IsToken(name) && !Kept.Contains(name)) to.Headers.Remove(name);
        }
    }

    /// <summary>Takes them off an answer to the client.</summary>
    public static void Remove(HttpResponseMessage from, HttpResponse to)
    {
        if (!from.Headers.NonValidated.TryGetValues(Name, out var connection)) return;

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
