using System.Text.Unicode;
using Palisade.Engine.Bodies;
using Palisade.Engine.Http;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.OpenApi;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>Holds the parameters of a request against those that its operation describes.</summary>
internal sealed class ParameterCheck(ApiCheck check, Operation operation, RequestTarget target, IReadOnlyList<HeaderLine> headers)
{
    private readonly QueryPairs _query = QueryPairs.Of(target.Query);

    /// <summary>Checks all of them.</summary>
    /// <param name="path">The values of the path's templates, decoded, in order.</param>
    public void Run(IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        Parameter? takesRest = null;
        foreach (var parameter in operation.Parameters)
        {
            // An object whose members stand apart takes what no other parameter is called, so it comes last.
            if (parameter is { Place: ParameterPlace.Query, Style: ParameterStyle.Form, Explode: true, Shape: JsonTypes.Object }) takesRest = parameter;
            else One(parameter, path);
        }

        if (takesRest is not null) One(takesRest, path);
        Undeclared();
    }

    private void One(Parameter parameter, IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        switch (parameter.Place)
        {
            case ParameterPlace.Path:
                Judge(parameter, [path[operation.PathNames.IndexOf(parameter.Name)]]);
                break;
            case ParameterPlace.Query:
                Query(parameter);
                break;
            // The description cannot say anything about these (OpenAPI 3.1, Parameter Object, name).
            case ParameterPlace.Header when parameter.Name.ToLowerInvariant() is "accept" or "content-type" or "authorization":
                break;
            case ParameterPlace.Header:
                Judge(parameter, HeaderValues.All(headers, parameter.NameBytes));
                break;
            default:
                Judge(parameter, Decoded(HeaderValues.Cookies(headers, parameter.NameBytes)));
                break;
        }
    }

    private void Query(Parameter parameter)
    {
        if (parameter.Style is ParameterStyle.DeepObject || (parameter is { Explode: true, Shape: JsonTypes.Object, Style: ParameterStyle.Form })) Members(parameter);
        else Judge(parameter, _query.Take(parameter.NameBytes));
    }

    /// <summary>An object whose members are pairs of their own.</summary>
    private void Members(Parameter parameter)
    {
        var workspace = Workspace.OfThread;
        var count = ParameterText.Members(workspace.Tape, _query, parameter);
        if (count == 0) Missing(parameter);
        else if (count < 0) Invalid(parameter, "", "each member once");
        else Validate(parameter, workspace);
    }

    private void Judge(Parameter parameter, List<ReadOnlyMemory<byte>> values)
    {
        if (values.Count == 0)
        {
            Missing(parameter);
            return;
        }

        if (parameter.AllowEmpty && values.TrueForAll(v => v.IsEmpty)) return;
        if (parameter.Schema is null) return;
        foreach (var value in values)
        {
            if (Utf8.IsValid(ParameterText.Decoded(value, parameter.Place is ParameterPlace.Query).Span)) continue;
            Invalid(parameter, "", "text in UTF-8");
            return;
        }

        var workspace = Workspace.OfThread;
        if (ParameterText.Write(workspace.Tape, parameter, values) is { } expected) Invalid(parameter, "", expected);
        else Validate(parameter, workspace);
    }

    private void Validate(Parameter parameter, Workspace workspace)
    {
        if (parameter.Schema is null || workspace.Run.Run(parameter.Schema, 0, Direction.Request)) return;
        foreach (var fault in workspace.Run.Faults)
        {
            Invalid(parameter, fault.At, fault.Expected);
            return;
        }
    }

    private void Missing(Parameter parameter)
    {
        if (parameter.IsRequired) check.Tell(ApiViolation.MissingParameter, $"the {parameter.Words} is required");
    }

    private void Invalid(Parameter parameter, string at, string expected) =>
        check.Tell(ApiViolation.InvalidParameter, $"the {parameter.Words}{(at.Length > 0 ? $" at {at}" : "")}, expected {expected}");

    private void Undeclared()
    {
        if (check.Options.Actions.Of(ApiViolation.UndeclaredParameter) is ViolationAction.Allow) return;
        foreach (var name in _query.Untaken())
        {
            if (operation.ClaimedQuery.Contains(System.Text.Encoding.UTF8.GetString(name.Span), StringComparer.Ordinal)) continue;
            check.Tell(ApiViolation.UndeclaredParameter, $"there is no query parameter '{JsonPointer.Name(name.Span)}'");
            return;
        }
    }

    private static List<ReadOnlyMemory<byte>> Decoded(List<ReadOnlyMemory<byte>> values)
    {
        var invalid = false;
        for (var i = 0; i < values.Count; i++) values[i] = UrlDecoding.Decode(values[i], plusIsSpace: false, ref invalid);
        return values;
    }
}
