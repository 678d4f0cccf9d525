using System.Collections.Frozen;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>The ways in which traffic may differ from the description of its API. Each is allowed, reported or blocked on its own.</summary>
public enum ApiViolation
{
    /// <summary>No path of the description.</summary>
    UnknownPath,

    /// <summary>The path has no such method.</summary>
    UnknownMethod,

    /// <summary>A required parameter is not there.</summary>
    MissingParameter,

    /// <summary>A parameter is not as its schema or style has it.</summary>
    InvalidParameter,

    /// <summary>The query has a parameter that is not described.</summary>
    UndeclaredParameter,

    /// <summary>The body's media type is not described, or there is a body where none is.</summary>
    ContentType,

    /// <summary>A required body is not there.</summary>
    MissingBody,

    /// <summary>The body is not of its media type: no JSON, say.</summary>
    MalformedBody,

    /// <summary>The body is not as its schema has it.</summary>
    BodySchema,

    /// <summary>The client sent what only the server may (<c>readOnly</c>).</summary>
    ReadOnlyMember,

    /// <summary>The body was longer than what is inspected, or checking it would have taken too long.</summary>
    UncheckedBody,

    /// <summary>The answer's status is not described.</summary>
    ResponseStatus,

    /// <summary>The answer's media type is not described.</summary>
    ResponseContentType,

    /// <summary>The answer is not of its media type.</summary>
    MalformedResponse,

    /// <summary>The answer is not as its schema has it.</summary>
    ResponseSchema,

    /// <summary>The answer was longer than what is inspected, a stream, or checking it would have taken too long.</summary>
    UncheckedResponse,
}

/// <summary>The words of violations. The one list.</summary>
public static class ApiViolations
{
    /// <summary>By the word that policies use: the violation, its name in events, and what happens unless a policy says otherwise.</summary>
    public static readonly FrozenDictionary<string, (ApiViolation Violation, string Name, ViolationAction Usual)> All =
        new Dictionary<string, (ApiViolation, string, ViolationAction)>
        {
            ["unknown_path"] = (ApiViolation.UnknownPath, "VIOL_API_PATH", ViolationAction.Block),
            ["unknown_method"] = (ApiViolation.UnknownMethod, "VIOL_METHOD", ViolationAction.Block),
            ["missing_parameter"] = (ApiViolation.MissingParameter, "VIOL_API_PARAMETER_MISSING", ViolationAction.Block),
            ["invalid_parameter"] = (ApiViolation.InvalidParameter, "VIOL_API_PARAMETER", ViolationAction.Block),
            ["undeclared_parameter"] = (ApiViolation.UndeclaredParameter, "VIOL_API_PARAMETER_UNDECLARED", ViolationAction.Report),
            ["content_type"] = (ApiViolation.ContentType, "VIOL_API_CONTENT_TYPE", ViolationAction.Block),
            ["missing_body"] = (ApiViolation.MissingBody, "VIOL_API_BODY_MISSING", ViolationAction.Block),
            ["malformed_body"] = (ApiViolation.MalformedBody, "VIOL_API_BODY_MALFORMED", ViolationAction.Block),
            ["body_schema"] = (ApiViolation.BodySchema, "VIOL_API_BODY", ViolationAction.Block),
            ["read_only_member"] = (ApiViolation.ReadOnlyMember, "VIOL_API_BODY_READ_ONLY", ViolationAction.Report),
            ["unchecked_body"] = (ApiViolation.UncheckedBody, "VIOL_API_BODY_UNCHECKED", ViolationAction.Report),
            ["response_status"] = (ApiViolation.ResponseStatus, "VIOL_HTTP_RESPONSE_STATUS", ViolationAction.Report),
            ["response_content_type"] = (ApiViolation.ResponseContentType, "VIOL_API_RESPONSE_CONTENT_TYPE", ViolationAction.Report),
            ["malformed_response"] = (ApiViolation.MalformedResponse, "VIOL_API_RESPONSE_MALFORMED", ViolationAction.Report),
            ["response_schema"] = (ApiViolation.ResponseSchema, "VIOL_API_RESPONSE", ViolationAction.Report),
            ["unchecked_response"] = (ApiViolation.UncheckedResponse, "VIOL_API_RESPONSE_UNCHECKED", ViolationAction.Report),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Names = [.. All.Values.OrderBy(v => v.Violation).Select(v => v.Name)];

    /// <summary>The name in events and metrics.</summary>
    public static string NameOf(ApiViolation violation) => Names[(int)violation];
}

/// <summary>What happens for each violation.</summary>
public sealed class ApiActions
{
    private readonly ViolationAction[] _actions = [.. ApiViolations.All.Values.OrderBy(v => v.Violation).Select(v => v.Usual)];

    /// <summary>The usual actions, with some replaced.</summary>
    public ApiActions(IEnumerable<KeyValuePair<ApiViolation, ViolationAction>>? others = null)
    {
        foreach (var (violation, action) in others ?? []) _actions[(int)violation] = action;
    }

    /// <summary>What happens for a violation.</summary>
    public ViolationAction Of(ApiViolation violation) => _actions[(int)violation];

    /// <summary>Whether one of these is looked for.</summary>
    public bool Any(params ReadOnlySpan<ApiViolation> violations)
    {
        foreach (var violation in violations)
        {
            if (Of(violation) is not ViolationAction.Allow) return true;
        }

        return false;
    }
}
