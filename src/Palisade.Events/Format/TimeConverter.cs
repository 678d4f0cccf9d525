using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Palisade.Events.Format;

/// <summary>Times in RFC 3339, in UTC, with milliseconds: always of the same length, so that lines sort as text.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The form of every time we write.</summary>
    public const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? time
            : throw new JsonException("A time is not in RFC 3339.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture));
}
