using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palisade.Bench.SideBySide.Reporting;

/// <summary>The results as one JSON document, every turn included. Times are microseconds, memory is bytes.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new Microseconds() } };

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter to, IReadOnlyList<CaseResult> results) => to.WriteLine(JsonSerializer.Serialize(
        results.Select(r => new
        {
            r.Case.Name,
            r.Case.Title,
            Servers = r.Measurements,
            r.TimesLessThanModSecurity,
            r.OwnOverCoreRules,
            r.TimesBareProxy,
            r.TimesBareLatency,
            Floors = r.Floors.ToList(),
        }),
        Options));

    private sealed class Microseconds : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(Math.Round(value.TotalMicroseconds, 2));
    }
}
