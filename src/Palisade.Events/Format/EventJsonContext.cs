using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palisade.Events.Format;

/// <summary>How events are written: snake_case names, words for enumerations, null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(TimeConverter),
        typeof(JsonStringEnumConverter<AttackType>),
        typeof(WordConverter<EventAction>),
        typeof(WordConverter<EventMode>),
        typeof(WordConverter<EventSeverity>),
        typeof(WordConverter<EventFailureSource>),
    ])]
[JsonSerializable(typeof(SecurityEvent))]
internal sealed partial class EventJsonContext : JsonSerializerContext
{
    /// <summary>Text outside ASCII is written as it is; a line of JSON is no HTML.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An enumeration's words in snake_case.</summary>
    internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
