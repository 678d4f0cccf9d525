using System.Text;
using System.Text.Unicode;
using Palisade.Engine.Bodies;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.OpenApi;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>Makes an object of a form: members by name, items of arrays under one name, objects as JSON.</summary>
internal static class FormBody
{
    private const int MostFields = 10_000;
    private static readonly JsonLimits FieldLimits = new(64, 100_000);

    /// <summary>Reads <c>application/x-www-form-urlencoded</c>. Null, or what is wrong with the body.</summary>
    public static string? ReadUrlEncoded(JsonTape tape, ReadOnlyMemory<byte> body, MediaContent content)
    {
        var parsed = new ParsedBody();
        var invalid = UrlEncodedBody.Parse(body, (byte)'&', MostFields, parsed);
        if (parsed.ArgumentLimitExceeded) return $"has more than {MostFields} fields";
        return invalid ? "has a percent sign without two hexadecimal digits" : Write(tape, parsed, content);
    }

    /// <summary>Reads <c>multipart/form-data</c>. Null, or what is wrong with the body.</summary>
    public static string? ReadMultipart(JsonTape tape, ReadOnlyMemory<byte> body, ReadOnlySpan<byte> contentType, MediaContent content)
    {
        var parsed = new ParsedBody();
        MultipartBody.Parse(body, contentType, 0, MostFields, parsed);
        if (parsed.ArgumentLimitExceeded || parsed.Files.Count > MostFields) return $"has more than {MostFields} parts";
        return parsed.Error is null ? Write(tape, parsed, content) : "is not multipart as RFC 7578 has it";
    }

    private static string? Write(JsonTape tape, ParsedBody parsed, MediaContent content)
    {
        var fields = new Dictionary<string, List<(ReadOnlyMemory<byte> Value, bool IsFile)>>(StringComparer.Ordinal);
        foreach (var argument in parsed.Arguments)
        {
            if (!Utf8.IsValid(argument.Name.Span)) return "has a name that is not valid UTF-8";
            Add(fields, argument.Name.Span, argument.Value, isFile: false);
        }

        foreach (var file in parsed.Files) Add(fields, file.Field, file.Content, isFile: true);

        tape.Open(JsonKind.Object);
        foreach (var (name, values) in fields)
        {
            if (Field(tape, name, values, content) is { } fault) return fault;
        }

        tape.Close();
        return null;
    }

    private static void Add(Dictionary<string, List<(ReadOnlyMemory<byte>, bool)>> fields, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value, bool isFile)
    {
        var key = Encoding.UTF8.GetString(name);
        if (!fields.TryGetValue(key, out var values)) fields[key] = values = new(1);
        values.Add((value, isFile));
    }

    private static string? Field(JsonTape tape, string name, List<(ReadOnlyMemory<byte> Value, bool IsFile)> values, MediaContent content)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var schema = SchemaShape.Member(content.Schema!, bytes);
        var shape = schema?.Shape ?? JsonTypes.Any;
        var encoding = content.Fields.GetValueOrDefault(name, new(ParameterStyle.Form, Explode: true, IsJson: false));
        tape.Name(bytes);
        if (encoding.IsJson || (shape is JsonTypes.Object && values is [{ IsFile: false }])) return Json(tape, values[0].Value, name);

        if (!encoding.Explode && shape is JsonTypes.Array && values is [{ IsFile: false } joined]) values = Split(joined.Value, encoding.Style);
        // A field that comes twice is an array, whatever the schema wants: it will say so.
        var isArray = shape is JsonTypes.Array || values.Count > 1;
        var each = isArray && schema is not null ? SchemaShape.Items(schema) : schema;
        if (isArray) tape.Open(JsonKind.Array);
        foreach (var (value, isFile) in values)
        {
            if (Scalar(tape, value, isFile, each, name) is { } fault) return fault;
        }

        if (isArray) tape.Close();
        return null;
    }

    private static string? Scalar(JsonTape tape, ReadOnlyMemory<byte> value, bool isFile, Schema? schema, string name)
    {
        // A text that is sent as a file is still held against its schema, unless that is one for files.
        var isBinary = schema is null || SchemaShape.InPlace(schema).Any(s => s.IsBinary) || (isFile && schema.Types is JsonTypes.Any);
        if (isBinary && (isFile || schema is not null)) tape.Scalar(JsonKind.Opaque, default);
        else if (!Utf8.IsValid(value.Span)) return $"has a field '{JsonPointer.Name(Encoding.UTF8.GetBytes(name))}' that is not valid UTF-8";
        else tape.Scalar(JsonKind.Lexical, value.Span);
        return null;
    }

    private static string? Json(JsonTape tape, ReadOnlyMemory<byte> value, string name) =>
        tape.Read(value, FieldLimits) is JsonFault.None ? null : $"has a field '{JsonPointer.Name(Encoding.UTF8.GetBytes(name))}' that is not JSON";

    private static List<(ReadOnlyMemory<byte>, bool)> Split(ReadOnlyMemory<byte> value, ParameterStyle style)
    {
        var sign = style switch { ParameterStyle.SpaceDelimited => (byte)' ', ParameterStyle.PipeDelimited => (byte)'|', _ => (byte)',' };
        var pieces = new List<(ReadOnlyMemory<byte>, bool)>();
        while (true)
        {
            var at = value.Span.IndexOf(sign);
            pieces.Add((at < 0 ? value : value[..at], false));
            if (at < 0 || pieces.Count > MostFields) return pieces;
            value = value[(at + 1)..];
        }
    }
}
