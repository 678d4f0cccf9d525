using System.Net;
using System.Text;
using Palisade.Engine.Http;
using Palisade.Protection.Apis.Enforcement;

namespace Palisade.Protection.Tests.Apis.Generation;

/// <summary>A request that was made up.</summary>
internal sealed record SampleRequest(string Operation, string Method, string Path, IReadOnlyList<(string Name, string Value)> Query, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string Target => Query.Count == 0 ? Path : $"{Path}?{string.Join('&', Query.Select(q => $"{q.Name}={q.Value}"))}";

    public string? ContentType => Headers.FirstOrDefault(h => h.Name == "Content-Type").Value;

    public RequestHead Head => HeadOf(Method, Target, Headers);

    public override string ToString() => $"{Method} {Target}\n{string.Join('\n', Headers.Select(h => $"{h.Name}: {h.Value}"))}\n\n{Encoding.UTF8.GetString(Body)}";

    public static RequestHead HeadOf(string method, string target, IEnumerable<(string Name, string Value)> headers) => new(
        "id",
        default,
        new Endpoints(IPAddress.Loopback, 1, IPAddress.Loopback, 2),
        Encoding.UTF8.GetBytes(method),
        Encoding.UTF8.GetBytes(target),
        "HTTP/1.1"u8.ToArray(),
        Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1"),
        [.. headers.Select(h => new HeaderLine(Encoding.UTF8.GetBytes(h.Name), Encoding.UTF8.GetBytes(h.Value)))]);

    public ApiCheck? RunOn(ApiDefinition api)
    {
        var check = api.Begin(Head);
        check?.RequestBody(Body, whole: true);
        return check;
    }
}
