using System.Collections.Immutable;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>Where a parameter is.</summary>
internal enum ParameterPlace
{
    /// <summary>In the path.</summary>
    Path,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In a header.</summary>
    Header,

    /// <summary>In a cookie.</summary>
    Cookie,
}

/// <summary>How a parameter's value is written (OpenAPI 3.1, Style Values).</summary>
internal enum ParameterStyle
{
    /// <summary><c>a,b,c</c>.</summary>
    Simple,

    /// <summary><c>.a.b</c>.</summary>
    Label,

    /// <summary><c>;name=a</c>.</summary>
    Matrix,

    /// <summary><c>name=a&amp;name=b</c> or <c>name=a,b</c>.</summary>
    Form,

    /// <summary><c>name=a%20b</c>.</summary>
    SpaceDelimited,

    /// <summary><c>name=a|b</c>.</summary>
    PipeDelimited,

    /// <summary><c>name[a]=1&amp;name[b]=2</c>.</summary>
    DeepObject,

    /// <summary>As its media type says.</summary>
    Content,
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">As written; of headers compared without regard to case.</param>
/// <param name="Explode">Whether items and members stand apart.</param>
/// <param name="AllowEmpty">Whether an empty value passes whatever the schema says.</param>
/// <param name="Schema">Null for anything.</param>
/// <param name="Shape">An array, an object, or <see cref="JsonTypes.Any"/> for a text.</param>
internal sealed record Parameter(string Name, ParameterPlace Place, ParameterStyle Style, bool Explode, bool IsRequired, bool AllowEmpty, Schema? Schema, JsonTypes Shape)
{
    /// <summary>The name as bytes.</summary>
    public byte[] NameBytes { get; } = System.Text.Encoding.UTF8.GetBytes(Name);

    /// <summary>As in <c>query parameter 'limit'</c>.</summary>
    public string Words { get; } = $"{Place switch { ParameterPlace.Path => "path", ParameterPlace.Query => "query", ParameterPlace.Header => "header", _ => "cookie" }} parameter '{Name}'";
}

/// <summary>What a body of one media type has to be.</summary>
/// <param name="Schema">Null for anything.</param>
/// <param name="Fields">Of forms: how members are written that are not written as usual.</param>
internal sealed record MediaContent(MediaRange Range, Schema? Schema, ImmutableDictionary<string, FieldEncoding> Fields);

/// <summary>How one member of a form is written (Encoding Object).</summary>
internal readonly record struct FieldEncoding(ParameterStyle Style, bool Explode, bool IsJson);

/// <summary>The body of a request.</summary>
internal sealed record RequestBody(bool IsRequired, ImmutableArray<MediaContent> Contents);

/// <summary>An answer that is described.</summary>
/// <param name="Contents">Empty for one without a body.</param>
internal sealed record ApiResponse(ImmutableArray<MediaContent> Contents);

/// <summary>One method on one path.</summary>
/// <param name="Id">The <c>operationId</c>, or method and path where there is none.</param>
/// <param name="Path">As written, with its templates.</param>
/// <param name="PathNames">The names of the templates, in order.</param>
/// <param name="ClaimedQuery">Names of query parameters that authentication uses.</param>
/// <param name="Responses">By status (<c>404</c>), by hundred (<c>4</c>), and 0 for the default.</param>
internal sealed record Operation(
    string Id,
    string Method,
    string Path,
    ImmutableArray<string> PathNames,
    ImmutableArray<Parameter> Parameters,
    ImmutableArray<string> ClaimedQuery,
    RequestBody? Body,
    ImmutableDictionary<int, ApiResponse> Responses)
{
    /// <summary>The description of a status; null when there is none.</summary>
    public ApiResponse? ResponseOf(int status) =>
        Responses.GetValueOrDefault(status) ?? Responses.GetValueOrDefault(status / 100) ?? Responses.GetValueOrDefault(0);

    /// <summary>The content that a media type falls under, the narrowest first; null when none does.</summary>
    public static MediaContent? Find(ImmutableArray<MediaContent> contents, MediaRange type)
    {
        MediaContent? found = null;
        foreach (var content in contents)
        {
            if (content.Range.Contains(type) && (found is null || content.Range.Narrowness > found.Range.Narrowness)) found = content;
        }

        return found;
    }
}

/// <summary>An API ready to be enforced. Immutable; shared by all requests.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Version">The version of the description's own language, as <c>3.1.0</c>.</param>
/// <param name="Bases">The paths of its servers, without a slash at the end; empty ones mean the root.</param>
internal sealed record ApiModel(string Title, string Version, ImmutableArray<string> Bases, ImmutableArray<Operation> Operations, PathTree Paths);
