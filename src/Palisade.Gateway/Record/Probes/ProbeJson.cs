using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palisade.Gateway.Record.Probes;

/// <summary>Entries of the health monitor as JSON, in the file and at the administration endpoint.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(ProbeJson.ResultConverter)])]
[JsonSerializable(typeof(ProbeEntry))]
[JsonSerializable(typeof(ProbePage))]
[JsonSerializable(typeof(ProbeRefusal))]
internal sealed partial class ProbeJson : JsonSerializerContext
{
    internal sealed class ResultConverter() : JsonStringEnumConverter<ProbeResult>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
}

/// <summary>What the administration endpoint tells of the monitor.</summary>
/// <param name="Kept">How many entries are kept at most.</param>
/// <param name="Held">How many there are.</param>
/// <param name="OnDisk">Whether they survive a restart.</param>
/// <param name="LeftOut">URLs that are not asked for, because there are too many.</param>
/// <param name="Urls">Every URL that is asked for and that the filter lets through.</param>
/// <param name="Entries">Those that the filter lets through, the newest first.</param>
internal sealed record ProbePage(int Kept, int Held, bool OnDisk, int LeftOut, IReadOnlyList<ProbeState> Urls, IReadOnlyList<ProbeEntry> Entries);

/// <summary>How one URL fares.</summary>
/// <param name="Well">Whether the last answer was one of those expected; null before the first.</param>
/// <param name="Since">Since when it is so.</param>
internal sealed record ProbeState(string Tenant, string Site, string Url, string Host, int IntervalSeconds, bool? Well, DateTimeOffset? Since, DateTimeOffset? Last, double? Ms, long Good, long Bad);

/// <summary>What is wrong with a question.</summary>
internal sealed record ProbeRefusal(string Parameter, string Message);
