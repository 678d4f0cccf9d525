using System.Net;
using System.Text;
using Palisade.Configuration.Policies;
using Palisade.Engine.Http;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Services;

namespace Palisade.Protection.Tests.Policies.Services;

/// <summary>Requests put to the service policies of a site.</summary>
internal static class Asked
{
    public static readonly DateTimeOffset Now = new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What becomes of a request.</summary>
    public static Decision Of(SitePolicy site, string request, string client = "192.0.2.1", string? body = null)
    {
        var head = Head(request, client);
        var path = PlainPath.Of(head.Target);
        var asked = new PolicyRequest(head, path.Span, site.Geography, Now);
        if (body is not null) asked.Take(Encoding.Latin1.GetBytes(body));
        return site.For(path.Span, head.Method.Span).ServicePolicies.Ask(ref asked);
    }

    /// <summary>Whether a request is denied.</summary>
    public static bool Denied(SitePolicy site, string request, string client = "192.0.2.1", string? body = null) => Of(site, request, client, body).Action is PolicyAction.Deny;

    /// <summary>A site with one policy of one rule that denies what the <c>spec</c> says.</summary>
    public static SitePolicy Denying(string spec, string labels = "{}", Geography? geography = null)
    {
        var built = PolicyBuilder.BuildText(Policy.File, Text(spec, labels), geography);
        return built.Site ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    /// <summary>The text of such a site.</summary>
    public static string Text(string spec, string labels = "{}") => $$"""
        kind: site
        metadata: {name: shop}
        spec: {service_policies: [p], labels: {{labels}}}
        ---
        kind: service_policy
        metadata: {name: p}
        spec:
          rule_list:
            rules:
              - metadata: {name: r, description: A test.}
                spec:
                  action: DENY
        {{string.Join('\n', spec.Split('\n').Select(line => "          " + line))}}
        """;

    /// <summary>Asks the same many times.</summary>
    public static void Again(SitePolicy site, string request, int times)
    {
        var head = Head(request, "192.0.2.1");
        var path = PlainPath.Of(head.Target);
        for (var i = 0; i < times; i++)
        {
            var asked = new PolicyRequest(head, path.Span, site.Geography, Now);
            site.For(path.Span, head.Method.Span).ServicePolicies.Ask(ref asked);
        }
    }

    private static RequestHead Head(string request, string client)
    {
        var lines = request.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var words = lines[0].Split(' ');
        var headers = lines[1..].Select(l => new HeaderLine(Encoding.Latin1.GetBytes(l[..l.IndexOf(':')]), Encoding.Latin1.GetBytes(l[(l.IndexOf(':') + 1)..].Trim())));
        return new("id", Now, new(IPAddress.Parse(client), 1, IPAddress.Loopback, 8080), Encoding.Latin1.GetBytes(words[0]), Encoding.Latin1.GetBytes(words[1]), "HTTP/1.1"u8.ToArray(), Encoding.Latin1.GetBytes(lines[0]), [.. headers]);
    }
}
