using System.Collections.Immutable;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>The content of one media type while it is read.</summary>
internal sealed record ContentDraft(MediaRange Range, Schema? Schema, DocumentNode? Encoding)
{
    /// <summary>Reads every media type of a <c>content</c>.</summary>
    public static ImmutableArray<ContentDraft> All(ReaderContext context, DocumentNode content)
    {
        var all = ImmutableArray.CreateBuilder<ContentDraft>();
        foreach (var (text, node) in content.Members)
        {
            if (MediaRange.Of(text) is not { } range) context.Faults.Error(node, "AP0161", $"'{text}' is no media type");
            else if (context.Map(node, "A media type") is { } media) all.Add(new(range, media["schema"] is { } schema ? context.Schemas.Of(schema) : null, context.MapOf(media, "encoding")));
        }

        return all.ToImmutable();
    }

    /// <summary>The content, once all schemas are there.</summary>
    public MediaContent Finish()
    {
        var fields = ImmutableDictionary.CreateBuilder<string, FieldEncoding>(StringComparer.Ordinal);
        foreach (var (name, node) in Encoding?.Members ?? []) fields[name] = FieldOf(node);
        return new(Range, Schema, fields.ToImmutable());
    }

    private static FieldEncoding FieldOf(DocumentNode node)
    {
        var style = node["style"]?.Text switch
        {
            "spaceDelimited" => ParameterStyle.SpaceDelimited,
            "pipeDelimited" => ParameterStyle.PipeDelimited,
            "deepObject" => ParameterStyle.DeepObject,
            _ => ParameterStyle.Form,
        };
        var explode = node["explode"]?.Text is { } text ? text is "true" : style is ParameterStyle.Form or ParameterStyle.DeepObject;
        return new(style, explode, node["contentType"]?.Text is { } type && MediaRange.Of(type) is { Kind: MediaKind.Json });
    }
}
