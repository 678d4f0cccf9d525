using System.Text.Json;
using Palisade.Bench.Accuracy.Sending;

namespace Palisade.Bench.Accuracy.Reporting;

/// <summary>What the gateway's events say matched, by request.</summary>
internal sealed class Findings
{
    // The clock of an event is the gateway's, on the same machine, in milliseconds.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(2);

    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);
    private readonly ILookup<int, (DateTimeOffset Time, JsonElement Event)> _byPort;

    private Findings(IReadOnlyList<JsonElement> events)
    {
        foreach (var what in events) _byId[what.GetProperty("id").GetString()!] = what;
        _byPort = events.ToLookup(e => e.GetProperty("client").GetProperty("port").GetInt32(), e => (e.GetProperty("time").GetDateTimeOffset(), e));
    }

    /// <summary>Reads the events of a gateway that has stopped; none when there is no such file.</summary>
    public static Findings Read(string folder)
    {
        var lines = Directory.EnumerateFiles(folder).SelectMany(File.ReadLines).Where(l => l.StartsWith('{'));
        return new([.. lines.Select(l => JsonDocument.Parse(l).RootElement)]);
    }

    /// <summary>What matched in a request: rule, place, message; empty when nothing did.</summary>
    /// <remarks>A refused request names its event; one that passed is found by its connection, which carries one request at a time.</remarks>
    public IReadOnlyList<string> Of(Outcome outcome)
    {
        var found = outcome.SupportId is { } id && _byId.TryGetValue(id, out var named)
            ? named
            : _byPort[outcome.Port].Where(e => e.Time >= outcome.Sent - Slack && e.Time <= outcome.Answered + Slack).Select(e => e.Event).LastOrDefault();
        if (found.ValueKind is not JsonValueKind.Object) return [];
        var texts = found.GetProperty("findings").EnumerateArray().Select(Text).ToList();
        if (found.TryGetProperty("failure", out var failure) && failure.ValueKind is JsonValueKind.Object) texts.Add($"{failure.GetProperty("error")}");
        return texts;
    }

    private static string Text(JsonElement finding)
    {
        var place = finding.TryGetProperty("location", out var at) && at.ValueKind is JsonValueKind.Object
            ? $" in {at.GetProperty("collection")}{(at.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String ? ":" + name : "")}"
            : "";
        return $"{finding.GetProperty("rule_id")}{place}: {Field(finding, "message")}; {Field(finding, "data")}";
    }

    private static string? Field(JsonElement finding, string name) => finding.TryGetProperty(name, out var value) ? value.ToString() : null;
}
