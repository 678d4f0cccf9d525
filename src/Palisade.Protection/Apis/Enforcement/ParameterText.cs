using Palisade.Engine.Bodies;
using Palisade.Protection.Apis.Json;
using Palisade.Protection.Apis.OpenApi;
using Palisade.Protection.Apis.Schemas;

namespace Palisade.Protection.Apis.Enforcement;

/// <summary>Makes values of the texts of parameters, as their styles say (OpenAPI 3.1, Style Values).</summary>
internal static class ParameterText
{
    private const int MostItems = 10_000;
    private static readonly JsonLimits ContentLimits = new(64, 100_000);

    /// <summary>Writes a parameter's value to an empty tape.</summary>
    /// <param name="values">Undecoded in the query, decoded elsewhere; one at least, and valid UTF-8.</param>
    /// <returns>What was expected, when the value cannot be made; otherwise null.</returns>
    public static string? Write(JsonTape tape, Parameter parameter, List<ReadOnlyMemory<byte>> values)
    {
        var isQuery = parameter.Place is ParameterPlace.Query;
        if (parameter.Style is ParameterStyle.Content) return values.Count == 1 && tape.Read(Decoded(values[0], isQuery), ContentLimits) is JsonFault.None ? null : "JSON, once";
        if (parameter.Shape is JsonTypes.Array && parameter.Explode && isQuery) return Items(tape, values, isQuery);
        if (parameter is { Shape: JsonTypes.Array, Place: ParameterPlace.Header }) return Items(tape, [.. values.SelectMany(v => Split(v, ",", trim: true))], isQuery);

        // Header lines of one name are one value (RFC 9110, section 5.3); anything else given twice is read in as many ways as there are servers.
        if (values.Count > 1) return parameter.Place is ParameterPlace.Header ? Scalar(tape, Joined(values)) : "one value";
        var value = Bare(parameter, values[0]);
        if (value is not { } text) return "a value in the parameter's style";
        return parameter.Shape switch
        {
            JsonTypes.Array => Items(tape, Split(text, Separator(parameter), parameter.Place is ParameterPlace.Header), isQuery),
            JsonTypes.Object => Pairs(tape, Split(text, Separator(parameter), parameter.Place is ParameterPlace.Header), parameter.Explode, isQuery),
            _ => Scalar(tape, Decoded(text, isQuery)),
        };
    }

    /// <summary>Writes an object whose members are pairs of the query.</summary>
    /// <returns>How many members there are; negative when one is there twice that may not be.</returns>
    public static int Members(JsonTape tape, QueryPairs query, Parameter parameter)
    {
        var byName = new Dictionary<string, List<ReadOnlyMemory<byte>>>(StringComparer.Ordinal);
        for (var i = 0; i < query.Count; i++)
        {
            var (name, raw, taken) = query[i];
            if (taken || MemberName(name.Span, parameter) is not { } member) continue;
            query.Taken(i);
            // What lies deeper is not described by any style.
            if (member.Length == 0) continue;
            if (!byName.TryGetValue(member, out var values)) byName[member] = values = new(1);
            values.Add(Decoded(raw, isQuery: true));
        }

        tape.Open(JsonKind.Object);
        foreach (var (member, values) in byName)
        {
            var name = System.Text.Encoding.UTF8.GetBytes(member);
            var isArray = parameter.Schema is not null && SchemaShape.Member(parameter.Schema, name) is { Shape: JsonTypes.Array };
            if (values.Exists(v => !System.Text.Unicode.Utf8.IsValid(v.Span)) || (values.Count > 1 && !isArray)) return -1;
            tape.Name(name);
            if (isArray) tape.Open(JsonKind.Array);
            foreach (var value in values) tape.Scalar(JsonKind.Lexical, value.Span);
            if (isArray) tape.Close();
        }

        tape.Close();
        return byName.Count;
    }

    /// <summary>The member that a pair is: null when it is none of this parameter's, empty when it lies deeper than styles go.</summary>
    private static string? MemberName(ReadOnlySpan<byte> name, Parameter parameter)
    {
        if (parameter.Style is not ParameterStyle.DeepObject) return TakesAny(parameter, name) ? System.Text.Encoding.UTF8.GetString(name) : null;
        if (!name.StartsWith(parameter.NameBytes) || name.Length < parameter.NameBytes.Length + 2) return null;
        var rest = name[parameter.NameBytes.Length..];
        if (rest[0] != '[') return null;
        if (rest.EndsWith("[]"u8)) rest = rest[..^2];
        if (rest.IsEmpty || rest[^1] != ']') return null;
        return rest[1..^1].IndexOfAny("[]"u8) >= 0 ? "" : System.Text.Encoding.UTF8.GetString(rest[1..^1]);
    }

    private static bool TakesAny(Parameter parameter, ReadOnlySpan<byte> name)
    {
        foreach (var schema in SchemaShape.InPlace(parameter.Schema!))
        {
            foreach (var keyword in schema.Keywords)
            {
                if (keyword is PropertiesWord properties && properties.Of(name) is { IsPossible: true }) return true;
            }
        }

        return false;
    }

    private static string? Scalar(JsonTape tape, ReadOnlyMemory<byte> text)
    {
        tape.Scalar(JsonKind.Lexical, text.Span);
        return null;
    }

    private static string? Items(JsonTape tape, List<ReadOnlyMemory<byte>> items, bool isQuery)
    {
        if (items.Count > MostItems) return $"at most {MostItems} items";
        tape.Open(JsonKind.Array);
        foreach (var item in items) tape.Scalar(JsonKind.Lexical, Decoded(item, isQuery).Span);
        tape.Close();
        return null;
    }

    /// <summary><c>a=1,b=2</c> with <paramref name="explode"/>, <c>a,1,b,2</c> without.</summary>
    private static string? Pairs(JsonTape tape, List<ReadOnlyMemory<byte>> pieces, bool explode, bool isQuery)
    {
        if (pieces.Count > MostItems || (!explode && pieces.Count % 2 != 0)) return "names and values in turn";
        tape.Open(JsonKind.Object);
        for (var i = 0; i < pieces.Count; i++)
        {
            var name = pieces[i];
            ReadOnlyMemory<byte> value;
            if (explode)
            {
                var equals = name.Span.IndexOf((byte)'=');
                if (equals < 0) return "names with their values";
                (name, value) = (name[..equals], name[(equals + 1)..]);
            }
            else value = pieces[++i];

            tape.Name(Decoded(name, isQuery).Span);
            tape.Scalar(JsonKind.Lexical, Decoded(value, isQuery).Span);
        }

        return tape.Close() ? null : "each member once";
    }

    /// <summary>The value without what its style puts in front; null when that is not there.</summary>
    private static ReadOnlyMemory<byte>? Bare(Parameter parameter, ReadOnlyMemory<byte> value)
    {
        switch (parameter.Style)
        {
            case ParameterStyle.Label:
                if (value.Span is not [(byte)'.', ..]) return null;
                return value[1..];
            case ParameterStyle.Matrix:
                if (value.Span is not [(byte)';', ..]) return null;
                value = value[1..];
                if (parameter is { Explode: true, Shape: JsonTypes.Object }) return value;
                // Not "? … : null": null is taken for an array there, and becomes memory that is empty.
                if (!value.Span.StartsWith(parameter.NameBytes) || value.Length <= parameter.NameBytes.Length || value.Span[parameter.NameBytes.Length] != '=') return null;
                return value[(parameter.NameBytes.Length + 1)..];
            default:
                return value;
        }
    }

    private static string Separator(Parameter parameter) => (parameter.Style, parameter.Explode) switch
    {
        (ParameterStyle.SpaceDelimited, _) => " ",
        (ParameterStyle.PipeDelimited, _) => "|",
        (ParameterStyle.Label, true) => ".",
        (ParameterStyle.Matrix, true) => parameter.Shape is JsonTypes.Array ? $";{parameter.Name}=" : ";",
        _ => ",",
    };

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text, string separator, bool trim)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        // In the query a space is + or %20, and a bar may be escaped, too.
        ReadOnlySpan<string> signs = separator switch { " " => ["%20", "+", " "], "|" => ["|", "%7C", "%7c"], _ => [separator] };
        while (true)
        {
            var (at, length) = (-1, 0);
            foreach (var sign in signs)
            {
                var found = IndexOf(text.Span, sign);
                if (found >= 0 && (at < 0 || found < at)) (at, length) = (found, sign.Length);
            }

            var piece = at < 0 ? text : text[..at];
            pieces.Add(trim ? piece.Trim((byte)' ') : piece);
            if (at < 0 || pieces.Count > MostItems) return pieces;
            text = text[(at + length)..];
        }
    }

    private static int IndexOf(ReadOnlySpan<byte> text, string sign)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(256, System.Text.Encoding.UTF8.GetMaxByteCount(sign.Length))];
        return System.Text.Encoding.UTF8.TryGetBytes(sign, bytes, out var length) ? text.IndexOf(bytes[..length]) : -1;
    }

    /// <summary>A value as its application reads it: those of the query are still escaped.</summary>
    public static ReadOnlyMemory<byte> Decoded(ReadOnlyMemory<byte> text, bool isQuery)
    {
        var invalid = false;
        return isQuery ? UrlDecoding.Decode(text, ref invalid) : text;
    }

    private static ReadOnlyMemory<byte> Joined(List<ReadOnlyMemory<byte>> values)
    {
        var joined = new List<byte>();
        foreach (var value in values)
        {
            if (joined.Count > 0) joined.AddRange(", "u8);
            joined.AddRange(value.Span);
        }

        return joined.ToArray();
    }
}
