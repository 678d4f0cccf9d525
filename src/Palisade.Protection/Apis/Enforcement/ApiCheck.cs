using Palisade.Engine.Http;
using Palisade.Protection.Apis.OpenApi;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>One exchange held against the description of its API. One thread at a time.</summary>
public sealed class ApiCheck
{
    private readonly ApiDefinition _definition;
    private readonly IReadOnlyList<HeaderLine> _headers;
    private readonly Operation? _operation;
    private readonly List<ApiFinding> _findings = [];
    private MediaContent? _response;

    internal ApiCheck(ApiDefinition definition, RequestHead head, RequestTarget target, List<ReadOnlyMemory<byte>>? path)
    {
        (_definition, _headers) = (definition, head.Headers);
        // The base path itself is the path "/" behind it.
        var match = path is null ? null : definition.Model.Paths.Find(path.Count == 0 ? [default] : path);
        if (match is not { } found)
        {
            Tell(ApiViolation.UnknownPath, "no path of the description matches");
            return;
        }

        _operation = found.Item.Of(head.Method.Span) ?? (head.Method.Span.SequenceEqual("HEAD"u8) ? found.Item.Of("GET"u8) : null);
        if (_operation is not null) new ParameterCheck(this, _operation, target, _headers).Run(found.Values);
        // A browser asks before it sends; descriptions rarely speak of it (Fetch standard, CORS-preflight).
        else if (!IsPreflight(head)) Tell(ApiViolation.UnknownMethod, $"the path {found.Item.Path} has {found.Item.Methods} only");
    }

    /// <summary>All that was found so far, in the order found.</summary>
    public IReadOnlyList<ApiFinding> Findings => _findings;

    /// <summary>The operation's id; null when none was found.</summary>
    public string? OperationId => _operation?.Id;

    /// <summary>The path as the description has it, with its templates; null when none was found.</summary>
    public string? PathTemplate => _operation?.Path;

    internal ApiOptions Options => _definition.Options;

    /// <summary>Checks the body.</summary>
    /// <param name="body">Decoded of its content coding; empty for none.</param>
    /// <param name="whole">Whether that is all of it.</param>
    public void RequestBody(ReadOnlyMemory<byte> body, bool whole)
    {
        if (_operation is null) return;
        if (body.IsEmpty && whole)
        {
            if (_operation.Body is { IsRequired: true }) Tell(ApiViolation.MissingBody, "a body is required");
            return;
        }

        if (_operation.Body is null) Tell(ApiViolation.ContentType, "no body is described");
        else if (ContentOf(_operation.Body.Contents, _headers, ApiViolation.ContentType) is { Schema: not null } content)
        {
            if (!whole) Tell(ApiViolation.UncheckedBody, "the body goes on past what is inspected");
            else new BodyCheck(this, content, Direction.Request).Run(body, HeaderValues.First(_headers, "Content-Type"u8));
        }
    }

    /// <summary>Checks what the head of the answer says.</summary>
    /// <param name="hasBody">Whether one follows.</param>
    /// <returns>Whether <c>ResponseBody</c> wants the body.</returns>
    public bool ResponseHead(ResponseHead head, bool hasBody)
    {
        ArgumentNullException.ThrowIfNull(head);
        // Informational answers and what is not modified come from the protocol, not from the application.
        if (_operation is null || _operation.Responses.IsEmpty || head.Status is < 200 or 304) return false;
        if (_operation.ResponseOf(head.Status) is not { } response)
        {
            Tell(ApiViolation.ResponseStatus, $"status {head.Status} is not described");
            return false;
        }

        if (!hasBody || response.Contents.IsEmpty) return false;
        _response = ContentOf(response.Contents, head.Headers, ApiViolation.ResponseContentType);
        return _response is { Schema: not null, Range.Kind: not MediaKind.Opaque } && Options.Actions.Any(ApiViolation.MalformedResponse, ApiViolation.ResponseSchema, ApiViolation.UncheckedResponse);
    }

    /// <summary>Checks the body of the answer, for which <c>ResponseHead</c> asked.</summary>
    /// <param name="body">Decoded of its content coding.</param>
    /// <param name="whole">Whether that is all of it.</param>
    public void ResponseBody(ReadOnlyMemory<byte> body, bool whole)
    {
        if (_response is not { } content) return;
        if (!whole) Tell(ApiViolation.UncheckedResponse, "the answer goes on past what is inspected");
        else new BodyCheck(this, content, Direction.Response).Run(body, default);
    }

    /// <summary>Notes a violation, unless it is allowed.</summary>
    internal void Tell(ApiViolation violation, string what)
    {
        var action = Options.Actions.Of(violation);
        if (action is ViolationAction.Allow) return;
        var isResponse = violation >= ApiViolation.ResponseStatus;
        // No colon behind a name: what follows "password:" would be masked.
        var detail = _operation is null ? $"API {Options.Name}, {what}" : $"API {Options.Name}, operation {_operation.Id}, {what}";
        _findings.Add(new(ApiViolations.NameOf(violation), detail, action, StatusOf(violation), isResponse));
    }

    private MediaContent? ContentOf(System.Collections.Immutable.ImmutableArray<MediaContent> contents, IReadOnlyList<HeaderLine> headers, ApiViolation violation)
    {
        // Of two, nobody knows which one the reader takes.
        var type = HeaderValues.All(headers, "Content-Type"u8, 2) is [var only] ? MediaRange.Of(only.Span) : null;
        var content = type is { } known ? Operation.Find(contents, known) : null;
        if (content is null) Tell(violation, $"the media type is {(type is null ? "missing, or none" : "not described")}; expected {string.Join(" or ", contents.Select(c => c.Range))}");
        // A range says what is allowed; how it is read, the type that came says.
        return content is null ? null : content with { Range = type!.Value };
    }

    private static bool IsPreflight(RequestHead head) =>
        head.Method.Span.SequenceEqual("OPTIONS"u8)
        && HeaderValues.First(head.Headers, "Origin"u8).Length > 0
        && HeaderValues.First(head.Headers, "Access-Control-Request-Method"u8).Length > 0;

    private static int StatusOf(ApiViolation violation) => violation switch
    {
        ApiViolation.UnknownPath => 404,
        ApiViolation.UnknownMethod => 405,
        ApiViolation.ContentType => 415,
        ApiViolation.UncheckedBody => 413,
        >= ApiViolation.ResponseStatus => 502,
        _ => 400,
    };
}
