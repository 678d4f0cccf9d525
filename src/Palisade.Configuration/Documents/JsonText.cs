using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Palisade.Configuration.Documents;

/// <summary>Reads JSON (RFC 8259): no comments, no trailing commas, no name twice. Never throws for any bytes.</summary>
public static class JsonText
{
    /// <summary>Reads one document.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    public static (Node? Root, TextFault? Fault) Read(ReadOnlySpan<byte> bytes, DocumentLimits? limits = null)
    {
        limits ??= DocumentLimits.Usual;
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.Length > limits.Bytes) return (null, new(new(1, 1), $"The text has more than {limits.Bytes} bytes."));
        if (!Utf8.IsValid(bytes)) return (null, new(new(1, 1), "The text is not UTF-8."));

        var options = new JsonReaderOptions { MaxDepth = limits.Depth + 1 };
        if (Beyond(bytes, limits.Nodes, options) is { } offset) return (null, new(new Lines().At(bytes, offset), $"The document has more than {limits.Nodes} values."));
        var reader = new Utf8JsonReader(bytes, options);
        var (stack, lines) = (new NodeStack(limits), new Lines());
        try
        {
            while (reader.Read())
            {
                if (!Token(ref reader, lines.At(bytes, (int)reader.TokenStartIndex), stack)) return (null, stack.Fault);
            }

            return (stack.Root, null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is half a surrogate pair in an escape.
            return (null, new(lines.At(bytes, (int)reader.TokenStartIndex), $"Not JSON: {fault.Message.Split(". ", 2)[0].TrimEnd('.')}."));
        }
    }

    // Where a document has a value too many; null where it has not. Nothing is made of the values yet: what is too much is refused before it takes memory.
    private static int? Beyond(ReadOnlySpan<byte> bytes, int most, JsonReaderOptions options)
    {
        // A value and what sets it apart from the next have two bytes at least.
        if (bytes.Length / 2 < most) return null;
        var reader = new Utf8JsonReader(bytes, options);
        var count = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray) && ++count > most) return (int)reader.TokenStartIndex;
            }
        }
        catch (JsonException)
        {
            // What it is that is no JSON, the reading itself says.
        }

        return null;
    }

    private static bool Token(ref Utf8JsonReader reader, Spot at, NodeStack stack)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName: return stack.Name(reader.GetString()!, at);
            case JsonTokenType.StartObject: return stack.Begin(map: true, at);
            case JsonTokenType.StartArray: return stack.Begin(map: false, at);
            case JsonTokenType.EndObject or JsonTokenType.EndArray: return stack.End() is not null;
            case JsonTokenType.String: return stack.Value(Node.OfText(reader.GetString()!, at));
            case JsonTokenType.Number: return stack.Value(Node.OfNumber(Encoding.ASCII.GetString(reader.ValueSpan), at));
            case JsonTokenType.Null: return stack.Value(Node.OfNothing(at));
            default: return stack.Value(Node.OfFlag(reader.TokenType is JsonTokenType.True, at));
        }
    }

    /// <summary>Offsets to lines and columns, asked in order.</summary>
    private sealed class Lines
    {
        private int _line = 1;
        private int _start;
        private int _at;

        public Spot At(ReadOnlySpan<byte> text, int offset)
        {
            for (; _at < offset && _at < text.Length; _at++)
            {
                if (text[_at] is not (byte)'\n') continue;
                _line++;
                _start = _at + 1;
            }

            return new(_line, Math.Max(1, offset - _start + 1));
        }
    }
}
