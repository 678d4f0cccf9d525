using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Palisade.Configuration.Documents;

namespace Palisade.Api.Json;

/// <summary>A document inside an answer: written as it is kept, so that numbers stay as their author wrote them.</summary>
public sealed class NodeConverter : JsonConverter<Node>
{
    /// <inheritdoc/>
    public override Node Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var (root, fault) = JsonText.Read(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()));
        return root ?? throw new JsonException(fault?.Message);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Node value, JsonSerializerOptions options) => writer.WriteRawValue(CanonicalJson.Write(value), skipInputValidation: true);
}
