using System.Net;
using System.Text;
using Palisade.Bench.Search.Inputs;
using Palisade.Engine.Http;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Transactions;
using Palisade.Engine.Values;
using Palisade.Protection;

namespace Palisade.Bench.Search.Measuring;

/// <summary>Requests through the engine with the Core Rule Set at paranoia level 1; nothing stops them, so that all rules run.</summary>
internal sealed class Inspection(string crs)
{
    private readonly RuleSet _rules = Rules(crs);
    private readonly CollectionStore _collections = new(TimeProvider.System);

    /// <summary>Once.</summary>
    /// <returns>Processor time.</returns>
    public TimeSpan Run(Input input)
    {
        var head = Head(input);
        var from = Environment.CpuUsage.TotalTime;
        using var transaction = new Transaction(_rules, _collections, head);
        transaction.RequestHeaders();
        var limit = transaction.RequestBodySettings.LimitBytes;
        var truncated = input.Body.Length > limit;
        transaction.RequestBody(truncated ? input.Body.AsMemory(0, (int)limit) : input.Body, truncated);
        transaction.Finish();
        return Environment.CpuUsage.TotalTime - from;
    }

    private static RuleSet Rules(string crs)
    {
        var built = ProtectionBuilder.Build(new() { Folder = crs, Paranoia = 1, Mode = EngineMode.DetectionOnly });
        return built.Rules ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics));
    }

    private static RequestHead Head(Input input) => new(
        "01J2Y8ZP5Q0000000000000000",
        DateTimeOffset.UnixEpoch,
        new Endpoints(IPAddress.Parse("192.0.2.7"), 50_000, IPAddress.Parse("198.51.100.1"), 80),
        Encoding.Latin1.GetBytes(input.Method),
        input.Target,
        "HTTP/1.1"u8.ToArray(),
        (byte[])[.. Encoding.Latin1.GetBytes(input.Method), .. " "u8, .. input.Target, .. " HTTP/1.1"u8],
        [.. input.Headers.Select(h => new HeaderLine(Encoding.Latin1.GetBytes(h.Key), h.Value))]);
}
