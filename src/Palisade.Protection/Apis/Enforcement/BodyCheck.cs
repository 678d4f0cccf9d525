using System.Text.Unicode;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.OpenApi;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>Holds a body against its schema.</summary>
internal sealed class BodyCheck(ApiCheck check, MediaContent content, Direction direction)
{
    private string Name => direction is Direction.Request ? "body" : "answer";

    /// <summary>Checks a whole body.</summary>
    /// <param name="contentType">With its parameters; forms need the boundary.</param>
    public void Run(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> contentType)
    {
        var workspace = Workspace.OfThread;
        var malformed = content.Range.Kind switch
        {
            MediaKind.Json => Json(workspace.Tape, body),
            MediaKind.Form => FormBody.ReadUrlEncoded(workspace.Tape, body, content),
            MediaKind.Multipart => FormBody.ReadMultipart(workspace.Tape, body, contentType, content),
            MediaKind.Text => Text(workspace.Tape, body),
            _ => null,
        };
        if (malformed is not null) check.Tell(direction is Direction.Request ? ApiViolation.MalformedBody : ApiViolation.MalformedResponse, $"the {Name} {malformed}");
        else if (workspace.Tape.Length > 0) Validate(workspace.Run);
    }

    private string? Json(JsonTape tape, ReadOnlyMemory<byte> body)
    {
        var limits = new JsonLimits(check.Options.JsonDepth, check.Options.JsonValues);
        return tape.Read(body, limits) switch
        {
            JsonFault.None => null,
            JsonFault.Malformed => $"is not JSON from byte {tape.FaultAt} on",
            JsonFault.NotUtf8 => "is not valid UTF-8",
            JsonFault.TooDeep => $"is nested deeper than {limits.Depth}",
            JsonFault.TooMany => $"has more than {limits.Entries} values",
            _ => $"has a name twice in the object that ends at byte {tape.FaultAt}",
        };
    }

    private static string? Text(JsonTape tape, ReadOnlyMemory<byte> body)
    {
        // Other charsets are not read.
        if (Utf8.IsValid(body.Span)) tape.Scalar(JsonKind.Lexical, body.Span);
        return null;
    }

    private void Validate(SchemaRun run)
    {
        if (run.Run(content.Schema!, 0, direction))
        {
            if (run.GaveUp) check.Tell(direction is Direction.Request ? ApiViolation.UncheckedBody : ApiViolation.UncheckedResponse, $"checking the {Name} would take too long");
            return;
        }

        foreach (var fault in run.Faults) check.Tell(Violation(fault), $"the {Name} at {(fault.At.Length > 0 ? fault.At : "its root")}, expected {fault.Expected}");
    }

    private ApiViolation Violation(SchemaFault fault) => direction switch
    {
        Direction.Response => ApiViolation.ResponseSchema,
        _ => fault.IsDirection ? ApiViolation.ReadOnlyMember : ApiViolation.BodySchema,
    };
}
