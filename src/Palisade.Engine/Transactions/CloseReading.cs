using Palisade.Engine.Bodies;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Transactions;

/// <summary>
/// What applications read in a request beyond what its form says: a body without a type, or with a wrong one, by what it looks like; JSON in a
/// parameter; the literals of a GraphQL document; each text and attribute of an XML document by itself; and what <see cref="AddressReading"/> finds. All of it becomes arguments.
/// </summary>
internal static class CloseReading
{
    // Nothing shorter holds a value that could do harm: {"a":"b"}
    private const int ShortestJson = 7;

    private static readonly byte[] BodyName = [.. "body"u8];
    private static readonly byte[] GraphQlName = [.. "graphql"u8];

    /// <summary>Adds to what the body processor understood.</summary>
    public static void Read(RequestValues request, BodyValues body, EngineSettings settings, ReadOnlySpan<byte> type, bool truncated)
    {
        var parsed = body.Parse();
        AddressReading.Read(request, settings, parsed, body.Scratch);
        if (!body.Bytes.IsEmpty) ReadBody(body, parsed, settings, type, truncated);
        foreach (var argument in request.Arguments) ReadInside(argument.Key, argument.Value, body.Processor, settings, parsed, body.Scratch);
        var count = parsed.Arguments.Count;
        for (var i = 0; i < count; i++) ReadInside(parsed.Arguments[i].Name, parsed.Arguments[i].Value, body.Processor, settings, parsed, body.Scratch);
    }

    private static void ReadBody(BodyValues body, ParsedBody parsed, EngineSettings settings, ReadOnlySpan<byte> type, bool truncated)
    {
        switch (body.Processor)
        {
            case BodyProcessor.None:
                ReadShape(body, parsed, settings, type, truncated);
                break;
            case BodyProcessor.UrlEncoded when BodyShapes.Of(body.Bytes.Span) is BodyShape.Json:
                ReadJson(body.Bytes, settings, parsed, body.Scratch);
                break;
            case BodyProcessor.UrlEncoded when BodyShapes.Of(body.Bytes.Span) is BodyShape.Xml:
                XmlArguments.Read(body.Bytes, settings.ArgumentsLimit, parsed);
                break;
            case BodyProcessor.Xml:
                XmlArguments.Read(body.Bytes, settings.ArgumentsLimit, parsed);
                break;
        }
    }

    private static void ReadShape(BodyValues body, ParsedBody parsed, EngineSettings settings, ReadOnlySpan<byte> type, bool truncated)
    {
        switch (BodyShapes.Of(body.Bytes.Span))
        {
            case BodyShape.Form:
                UrlEncodedBody.Parse(body.Bytes, settings.ArgumentSeparator, settings.ArgumentsLimit, parsed);
                break;
            case BodyShape.Json when truncated:
                JsonBody.Parse(body.Bytes, JsonNaming.ModSecurity, settings.JsonDepthLimit, settings.ArgumentsLimit, parsed, truncated);
                break;
            case BodyShape.Json when ReadJson(body.Bytes, settings, parsed, body.Scratch):
                break;
            case BodyShape.Xml:
                XmlArguments.Read(body.Bytes, settings.ArgumentsLimit, parsed);
                AddText(body, parsed, settings, type);
                break;
            case BodyShape.Json or BodyShape.Text:
                AddText(body, parsed, settings, type);
                break;
        }
    }

    // A file of markup, style or script is made of what would be an attack elsewhere, and its type says that it is one.
    private static void AddText(BodyValues body, ParsedBody parsed, EngineSettings settings, ReadOnlySpan<byte> type)
    {
        if (!IsSource(type)) parsed.AddMore(BodyName, body.Bytes, settings.ArgumentsLimit);
    }

    private static bool IsSource(ReadOnlySpan<byte> type) =>
        StartsWith(type, "text/html"u8) || StartsWith(type, "text/css"u8) || StartsWith(type, "text/javascript"u8) || StartsWith(type, "application/javascript"u8);

    private static bool StartsWith(ReadOnlySpan<byte> type, ReadOnlySpan<byte> lowerPrefix) =>
        type.Length >= lowerPrefix.Length && RequestValues.Is(type[..lowerPrefix.Length], lowerPrefix);

    private static void ReadInside(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> value, BodyProcessor processor, EngineSettings settings, ParsedBody parsed, ParsedBody scratch)
    {
        var text = value.Span.TrimStart(" \t\r\n"u8);
        if (text.Length < ShortestJson) return;
        if (EndsWithQuery(name.Span) && GraphQlStrings.IsDocument(text)) GraphQlStrings.Read(text, GraphQlName, settings.ArgumentsLimit, parsed);
        else if (text[0] is (byte)'{' or (byte)'[' && (processor is not BodyProcessor.Json || text.Contains((byte)'"'))) ReadJson(value, settings, parsed, scratch);
    }

    private static bool EndsWithQuery(ReadOnlySpan<byte> name) =>
        name.EndsWith("query"u8) && (name.Length == 5 || name[^6] is (byte)'.');

    // All or nothing: of what only begins like JSON the whole is looked at anyway.
    private static bool ReadJson(ReadOnlyMemory<byte> text, EngineSettings settings, ParsedBody parsed, ParsedBody scratch)
    {
        scratch.Clear();
        JsonBody.Parse(text, JsonNaming.ModSecurity, settings.JsonDepthLimit, settings.ArgumentsLimit, scratch);
        var isJson = scratch.Error is null;
        if (isJson)
        {
            foreach (var argument in scratch.Arguments) parsed.AddMore(argument.Name, argument.Value, settings.ArgumentsLimit);
        }

        scratch.Clear();
        return isJson;
    }
}
