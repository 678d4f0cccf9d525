using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Tests.Differential;

/// <summary>One request and its response.</summary>
internal sealed record Exchange(RequestHead Head, byte[] Body, ResponseHead Response, byte[] ResponseBody)
{
    private static readonly Endpoints Anyone = new(IPAddress.Parse("198.51.100.7"), 40000, IPAddress.Loopback, 80);

    public static readonly DateTimeOffset Started = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    /// <summary>A request that is answered by a page.</summary>
    public static Exchange Of(string method, string target, IEnumerable<(string Name, string Value)> headers, string body) =>
        new(Request(Anyone, method, target, "HTTP/1.1", Lines(headers)), Bytes(body), Page, Bytes("<html><body>Welcome</body></html>"));

    public static readonly ResponseHead Page = new(200, Bytes("HTTP/1.1"), Lines([("Content-Type", "text/html; charset=utf-8")]));

    public static RequestHead Request(Endpoints endpoints, string method, string target, string protocol, HeaderLine[] headers) => new(
        "differential-0001", Started, endpoints, Bytes(method), Bytes(target), Bytes(protocol), Bytes($"{method} {target} {protocol}"), headers);

    public static HeaderLine[] Lines(IEnumerable<(string Name, string Value)> headers) => [.. headers.Select(h => new HeaderLine(Bytes(h.Name), Bytes(h.Value)))];

    /// <summary>What a connector hands over of a body, by the rules' settings.</summary>
    public static byte[] Cut(byte[] body, BodySettings settings, out bool truncated)
    {
        truncated = settings.LimitBytes > 0 && body.Length > settings.LimitBytes;
        return truncated ? body[..(int)settings.LimitBytes] : body;
    }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
