using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Palisade.Protection.Apis.Documents;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>One operation while it is read.</summary>
internal sealed class OperationDraft(ReaderContext context, string path, string method, ImmutableArray<string> names, DocumentNode node)
{
    private static readonly FrozenSet<string> Fields = new[]
    {
        "tags", "summary", "description", "externalDocs", "operationId", "parameters", "requestBody", "responses", "callbacks", "deprecated", "security", "servers",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<(ParameterPlace, string), ParameterDraft> _parameters = [];
    private readonly Dictionary<int, ImmutableArray<ContentDraft>> _responses = [];
    private ImmutableArray<ContentDraft>? _body;
    private bool _bodyRequired;

    /// <summary>The <c>operationId</c>, or method and path.</summary>
    public string Id { get; } = node["operationId"] is { Kind: NodeKind.Text, Text: { Length: > 0 } id } ? id : $"{method} {path}";

    /// <summary>Reads it, with the parameters that all operations of the path share.</summary>
    public void Read(IReadOnlyList<DocumentNode> shared)
    {
        context.WarnOfOthers(node, Fields, "an operation");
        foreach (var parameter in shared) Add(parameter, replaces: false);
        var own = new HashSet<(ParameterPlace, string)>();
        foreach (var parameter in context.ListOf(node, "parameters"))
        {
            if (Add(parameter, replaces: true) is { } draft && !own.Add(draft.Key)) context.Faults.Error(parameter, "AP0141", $"The parameter '{draft.Name}' is there twice");
        }

        foreach (var name in names)
        {
            if (!_parameters.ContainsKey((ParameterPlace.Path, name))) context.Faults.Error(node, "AP0142", $"The template '{{{name}}}' of '{path}' has no parameter in the path");
        }

        foreach (var (_, draft) in _parameters)
        {
            if (draft.Key.Place is ParameterPlace.Path && !names.Contains(draft.Name, StringComparer.Ordinal)) context.Faults.Error(draft.Node, "AP0143", $"'{path}' has no template '{{{draft.Name}}}'");
        }

        Body();
        Responses();
    }

    /// <summary>The operation, once all schemas are there.</summary>
    public Operation Finish() => new(
        Id,
        method,
        path,
        names,
        [.. _parameters.Values.Select(p => p.Finish())],
        ClaimedQuery(),
        _body is { } body ? new RequestBody(_bodyRequired, [.. body.Select(b => b.Finish())]) : null,
        _responses.ToImmutableDictionary(r => r.Key, r => new ApiResponse([.. r.Value.Select(c => c.Finish())])));

    private ParameterDraft? Add(DocumentNode node, bool replaces)
    {
        if (context.Map(node, "A parameter") is not { } map || ParameterDraft.Read(context, map) is not { } draft) return null;
        if (replaces) _parameters[draft.Key] = draft;
        else _parameters.TryAdd(draft.Key, draft);
        return draft;
    }

    private void Body()
    {
        if (node["requestBody"] is not { } reference || context.Map(reference, "A request body") is not { } body) return;
        _bodyRequired = context.Is(body, "required");
        if (context.MapOf(body, "content") is { } content) _body = ContentDraft.All(context, content);
        else context.Faults.Error(body, "AP0144", "A request body needs 'content'");
    }

    private void Responses()
    {
        foreach (var (status, reference) in context.MapOf(node, "responses")?.Members ?? [])
        {
            if (status.StartsWith("x-", StringComparison.Ordinal) || context.Map(reference, "A response") is not { } response) continue;
            if (StatusOf(status) is { } key) _responses[key] = context.MapOf(response, "content") is { } content ? ContentDraft.All(context, content) : [];
            else context.Faults.Error(reference, "AP0145", $"'{status}' is no status", "three digits, 2XX and the like, or default");
        }
    }

    private static int? StatusOf(string text) => text switch
    {
        "default" => 0,
        [>= '1' and <= '5', 'X' or 'x', 'X' or 'x'] => text[0] - '0',
        [>= '1' and <= '5', >= '0' and <= '9', >= '0' and <= '9'] => int.Parse(text, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Names of query parameters that authentication uses: they are declared, too.</summary>
    private ImmutableArray<string> ClaimedQuery()
    {
        var security = node["security"] is not null ? context.ListOf(node, "security") : context.ListOf(context.Root, "security");
        var schemes = context.Root["components"]?["securitySchemes"];
        var claimed = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, _) in security.SelectMany(s => s.Members))
        {
            if (schemes?[name] is not { } reference || context.References.Resolve(reference) is not { } scheme) continue;
            if (scheme["type"]?.Text is "apiKey" && scheme["in"]?.Text is "query" && scheme["name"]?.Text is { } key) claimed.Add(key);
        }

        return claimed.ToImmutable();
    }
}
