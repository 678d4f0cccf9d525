using System.Collections.Frozen;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>One parameter while it is read.</summary>
internal sealed record ParameterDraft(DocumentNode Node, string Name, ParameterPlace Place, ParameterStyle Style, bool Explode, bool IsRequired, bool AllowEmpty, Schema? Schema)
{
    private static readonly FrozenSet<string> Fields = new[]
    {
        "name", "in", "description", "required", "deprecated", "allowEmptyValue", "style", "explode", "allowReserved", "schema", "example", "examples", "content",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What tells parameters apart; the case of header names does not count.</summary>
    public (ParameterPlace Place, string Name) Key => (Place, Place is ParameterPlace.Header ? Name.ToLowerInvariant() : Name);

    /// <summary>Reads one; null, and a fault, when it is none.</summary>
    public static ParameterDraft? Read(ReaderContext context, DocumentNode node)
    {
        context.WarnOfOthers(node, Fields, "a parameter");
        var (name, place) = (context.TextOf(node, "name"), PlaceOf(node["in"]?.Text));
        if (name is null || place is null)
        {
            context.Faults.Error(node, "AP0151", "A parameter needs a name, and 'in' as one of path, query, header, cookie");
            return null;
        }

        var required = context.Is(node, "required");
        if (place is ParameterPlace.Path && !required) context.Faults.Warning(node, "AP0152", $"'{name}' is in the path and therefore required, whatever 'required' says");
        var style = StyleOf(context, node, place.Value);
        return new(
            node,
            name,
            place.Value,
            style,
            context.Is(node, "explode", style is ParameterStyle.Form or ParameterStyle.DeepObject),
            required || place is ParameterPlace.Path,
            context.Is(node, "allowEmptyValue"),
            SchemaOf(context, node));
    }

    /// <summary>The parameter, once all schemas are there.</summary>
    public Parameter Finish() => new(Name, Place, Style, Explode, IsRequired, AllowEmpty, Schema, Style is ParameterStyle.Content ? JsonTypes.Any : Schema?.Shape ?? JsonTypes.Any);

    private static ParameterPlace? PlaceOf(string? text) => text switch
    {
        "path" => ParameterPlace.Path,
        "query" => ParameterPlace.Query,
        "header" => ParameterPlace.Header,
        "cookie" => ParameterPlace.Cookie,
        _ => null,
    };

    private static ParameterStyle StyleOf(ReaderContext context, DocumentNode node, ParameterPlace place)
    {
        if (node["content"] is not null) return ParameterStyle.Content;
        var usual = place is ParameterPlace.Query or ParameterPlace.Cookie ? ParameterStyle.Form : ParameterStyle.Simple;
        if (context.TextOf(node, "style") is not { } text) return usual;
        ParameterStyle? style = (text, place) switch
        {
            ("simple", ParameterPlace.Path or ParameterPlace.Header) => ParameterStyle.Simple,
            ("label", ParameterPlace.Path) => ParameterStyle.Label,
            ("matrix", ParameterPlace.Path) => ParameterStyle.Matrix,
            ("form", ParameterPlace.Query or ParameterPlace.Cookie) => ParameterStyle.Form,
            ("spaceDelimited", ParameterPlace.Query) => ParameterStyle.SpaceDelimited,
            ("pipeDelimited", ParameterPlace.Query) => ParameterStyle.PipeDelimited,
            ("deepObject", ParameterPlace.Query) => ParameterStyle.DeepObject,
            _ => null,
        };
        if (style is null) context.Faults.Error(node["style"]!, "AP0153", $"There is no style '{text}' for a parameter in the {node["in"]!.Text}");
        return style ?? usual;
    }

    private static Schema? SchemaOf(ReaderContext context, DocumentNode node)
    {
        if (node["schema"] is { } schema) return context.Schemas.Of(schema);
        if (context.MapOf(node, "content") is not { } content) return null;
        if (content.Members is not [var (type, media)])
        {
            context.Faults.Error(content, "AP0154", "The content of a parameter has one media type");
            return null;
        }

        return MediaRange.Of(type) is { Kind: MediaKind.Json } && media["schema"] is { } inner ? context.Schemas.Of(inner) : null;
    }
}
