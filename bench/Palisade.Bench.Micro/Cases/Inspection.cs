using System.Net;
using Palisade.Bench.Requests;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;
using Palisade.Protection;

namespace Palisade.Bench.Micro.Cases;

/// <summary>One request and a short JSON answer through all phases of the engine, as the gateway would do it for one after another of a connection.</summary>
internal sealed class Inspection(string crs, Request request)
{
    private static readonly byte[] Answer = """{"received":0,"digest":""}"""u8.ToArray();

    private readonly RuleSet _rules = Rules(crs);
    private readonly CollectionStore _collections = new(TimeProvider.System);
    private readonly ConnectionMemory _memory = new();
    private readonly ReadOnlyMemory<byte> _body = new ParsedRequest(request).Body;
    private readonly RequestHead _head = Head(request);
    private readonly ResponseHead _answer = new(200, "HTTP/1.1"u8.ToArray(), [new("Content-Type"u8.ToArray(), "application/json"u8.ToArray()), new("Content-Length"u8.ToArray(), "26"u8.ToArray())]);

    /// <summary>Once.</summary>
    /// <exception cref="InvalidOperationException">The request was stopped, which none of these may be.</exception>
    public void Run()
    {
        using var transaction = new Transaction(_rules, _collections, _head, _memory);
        transaction.RequestHeaders();
        transaction.RequestBody(_body, truncated: false);
        transaction.ResponseHeaders(_answer);
        transaction.ResponseBody(Answer, truncated: false);
        transaction.Finish();
        if (transaction.Interruption is { } stop) throw new InvalidOperationException($"'{request.Name}' was stopped by rule {stop.RuleId}.");
    }

    private static RuleSet Rules(string crs)
    {
        // The whole of an upload, as in bench/side-by-side.
        var source = new RuleSource { Folder = crs, Paranoia = 1, Mode = EngineMode.On, Preamble = "SecRequestBodyLimit 13107200\n" };
        var built = ProtectionBuilder.Build(source);
        return built.Rules ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    private static RequestHead Head(Request request)
    {
        var parsed = new ParsedRequest(request);
        var line = parsed.Line;
        var (first, last) = (line.Span.IndexOf((byte)' '), line.Span.LastIndexOf((byte)' '));
        return new RequestHead(
            "01J2Y8ZP5Q0000000000000000",
            DateTimeOffset.UnixEpoch,
            new Endpoints(IPAddress.Parse("192.0.2.7"), 50_000, IPAddress.Parse("198.51.100.1"), 80),
            line[..first],
            line[(first + 1)..last],
            line[(last + 1)..],
            line,
            parsed.Headers);
    }
}
