using System.Text;
using Palisade.Engine.Bodies;
using Palisade.Engine.Http;
using Palisade.Protection.Apis.Enforcement;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.OpenApi;

namespace Palisade.Protection.Apis.GraphQl;

/// <summary>Holds requests to a GraphQL endpoint against its limits. Immutable; shared by all requests.</summary>
public sealed class GraphQlCheck(GraphQlOptions options)
{
    private const string Format = "VIOL_GRAPHQL_FORMAT";
    private const string Malformed = "VIOL_GRAPHQL_MALFORMED";
    private const string Introspection = "VIOL_GRAPHQL_INTROSPECTION_QUERY";
    private readonly byte[][] _path = RequestTarget.Lenient(Encoding.UTF8.GetBytes(options.Path)).ConvertAll(s => s.ToArray()).ToArray();

    /// <summary>What queries may be.</summary>
    public GraphQlOptions Options => options;

    /// <summary>Whether a request may reach the endpoint, however its path is spelled.</summary>
    public bool IsFor(RequestHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var segments = RequestTarget.Lenient(RequestTarget.Of(head.Target).Path);
        return segments.Count == _path.Length && RequestTarget.Begins(segments, _path);
    }

    /// <summary>Judges a request to the endpoint.</summary>
    /// <param name="body">Decoded of its content coding; empty for none.</param>
    /// <param name="whole">Whether that is all of it.</param>
    public IReadOnlyList<ApiFinding> Check(RequestHead head, ReadOnlyMemory<byte> body, bool whole)
    {
        ArgumentNullException.ThrowIfNull(head);
        var findings = new List<ApiFinding>();
        if (head.Method.Span.SequenceEqual("GET"u8)) Get(head, findings);
        else if (!head.Method.Span.SequenceEqual("POST"u8)) { }
        else if (!whole || body.Length > options.MostBytes) Tell(findings, Format, options.WhenOverLimit, $"it is longer than {options.MostBytes} bytes");
        else Post(head, body, findings);
        return findings;
    }

    private void Get(RequestHead head, List<ApiFinding> findings)
    {
        var pairs = QueryPairs.Of(RequestTarget.Of(head.Target).Query);
        var (queries, variables) = (pairs.Take("query"u8), pairs.Take("variables"u8));
        // Without a query it is a person who looks for the endpoint's own page.
        if (queries.Count == 0) return;
        if (queries.Count > 1 || variables.Count > 1)
        {
            Tell(findings, Format, options.WhenOverLimit, "a parameter is there twice");
            return;
        }

        var invalid = false;
        JsonTape? tape = null;
        if (variables is [{ IsEmpty: false } text])
        {
            tape = new JsonTape();
            if (tape.Read(UrlDecoding.Decode(text, ref invalid), Limits) is not JsonFault.None) Tell(findings, Malformed, options.WhenMalformed, "the variables are not JSON");
        }

        Query(UrlDecoding.Decode(queries[0], ref invalid).Span, tape, findings);
    }

    private void Post(RequestHead head, ReadOnlyMemory<byte> body, List<ApiFinding> findings)
    {
        var type = MediaRange.Of(HeaderValues.First(head.Headers, "Content-Type"u8));
        if (type is { Type: "application", Subtype: "graphql" }) Query(body.Span, variables: null, findings);
        else if (type is { Kind: MediaKind.Json }) Json(body, findings);
        else Tell(findings, Format, options.WhenOverLimit, "the body is neither JSON nor application/graphql");
    }

    private static JsonLimits Limits => new(64, 100_000);

    private void Json(ReadOnlyMemory<byte> body, List<ApiFinding> findings)
    {
        var tape = new JsonTape();
        if (tape.Read(body, Limits) is not JsonFault.None || tape.Length == 0)
        {
            Tell(findings, Malformed, options.WhenMalformed, "the body is not JSON");
            return;
        }

        if (tape[0].Kind is not JsonKind.Array)
        {
            One(tape, 0, findings);
            return;
        }

        if (tape[0].Count > options.MostBatched)
        {
            Tell(findings, Format, options.WhenOverLimit, $"there are more than {options.MostBatched} queries in one request");
            return;
        }

        for (var item = 1; item < tape[0].End; item = tape[item].End) One(tape, item, findings);
    }

    private void One(JsonTape tape, int at, List<ApiFinding> findings)
    {
        var query = tape[at].Kind is JsonKind.Object ? tape.Member(at, "query"u8) : -1;
        if (query < 0 || tape[query].Kind is not JsonKind.String)
        {
            // A stored query is named by its hash (Apollo's persisted queries): there is no text to look at.
            if (tape[at].Kind is JsonKind.Object && query < 0 && tape.Member(at, "extensions"u8) >= 0) return;
            Tell(findings, Format, options.WhenOverLimit, "there is no query");
            return;
        }

        var variables = tape.Member(at, "variables"u8);
        Query(tape.Bytes(query), variables < 0 ? null : Copied(tape, variables), findings);
    }

    /// <summary>The variables as a tape of their own. Only numbers at the top count, so nothing else is taken over.</summary>
    private static JsonTape Copied(JsonTape tape, int at)
    {
        var copy = new JsonTape();
        if (tape[at].Kind is not JsonKind.Object) return copy;
        copy.Open(JsonKind.Object);
        for (var name = at + 1; name < tape[at].End; name = tape[name + 1].End)
        {
            if (tape[name + 1].Kind is not JsonKind.Number) continue;
            copy.Name(tape.Bytes(name));
            copy.Scalar(JsonKind.Number, tape.Bytes(name + 1));
        }

        copy.Close();
        return copy;
    }

    private void Query(ReadOnlySpan<byte> text, JsonTape? variables, List<ApiFinding> findings)
    {
        var (document, fault, tooMany) = new GraphQlParser(text, variables, options.MostTokens).Read();
        if (document is null)
        {
            if (tooMany) Tell(findings, Format, options.WhenOverLimit, $"it has more than {options.MostTokens} tokens");
            else Tell(findings, Malformed, options.WhenMalformed, fault!);
            return;
        }

        var scales = new GraphQlScales(document);
        var weight = scales.Weigh();
        if (scales.Fault is { } wrong) Tell(findings, Malformed, options.WhenMalformed, wrong);
        else if (document.Operations.Count == 0) Tell(findings, Format, options.WhenOverLimit, "there is no operation");
        else Limit(document, weight, findings);
        if (weight.Introspects && !options.AllowIntrospection) Tell(findings, Introspection, options.WhenIntrospecting, "the schema is asked for");
    }

    private void Limit(GraphQlDocument document, in GraphQlWeight weight, List<ApiFinding> findings)
    {
        Over(findings, weight.Depth, options.MostDepth, "fields inside each other");
        Over(findings, weight.Aliases, options.MostAliases, "aliases");
        Over(findings, weight.Fields, options.MostFields, "fields");
        Over(findings, weight.Cost, options.MostCost, "cost");
        Over(findings, document.Directives, options.MostDirectives, "directives");
    }

    private void Over(List<ApiFinding> findings, long number, int most, string what)
    {
        if (number <= most) return;
        var size = number >= GraphQlWeight.Endless ? "beyond all bounds" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Tell(findings, Format, options.WhenOverLimit, $"{what}: {size}, with {most} allowed");
    }

    private static void Tell(List<ApiFinding> findings, string name, ViolationAction action, string what)
    {
        if (action is not ViolationAction.Allow && findings.Count < 20) findings.Add(new(name, $"GraphQL: {what}", action, 400));
    }
}
