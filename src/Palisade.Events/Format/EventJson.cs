using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Palisade.Events.Format;

/// <summary>Events as lines of JSON.</summary>
public static class EventJson
{
    /// <summary>Writes one event and a line feed.</summary>
    public static void Write(SecurityEvent what, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var writer = new Utf8JsonWriter(output, EventJsonContext.WriterOptions)) JsonSerializer.Serialize(writer, what, EventJsonContext.Default.SecurityEvent);
        output.Write("\n"u8);
    }

    /// <summary>Reads one line.</summary>
    internal static EventParseResult Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = JsonSerializer.Deserialize(line, EventJsonContext.Default.SecurityEvent);
            if (read is null) return new(null, "not an object");
            if (HasHoles(read)) return new(null, "a list has an element that is null");
            // Versions after this one only add fields: a reader of version 1 reads them all.
            return read.Schema.StartsWith("palisade.event/", StringComparison.Ordinal)
                ? new(read, null)
                : new(null, $"not an event of Palisade: its schema is {EventText.FromBytes(Encoding.UTF8.GetBytes(read.Schema), 40)}");
        }
        catch (JsonException fault)
        {
            return new(null, fault.Message);
        }
    }

    // The annotations speak of fields; elements of lists are not covered by them.
    private static bool HasHoles(SecurityEvent read) =>
        read.Uninspected.Contains(null!) || read.Findings.Any(f => f is null || f.Tags.Contains(null!) || f.AlsoAt.Contains(null!));

    /// <summary>The JSON names of a type's fields, in order: what the documentation is checked against.</summary>
    internal static IReadOnlyList<JsonPropertyInfo> Fields(Type type) =>
        EventJsonContext.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info ? [.. info.Properties] : [];
}
