using System.Text;
using System.Text.Json;
using Palisade.SecLang;

namespace Palisade.Protection.Apis.Documents;

/// <summary>Reads JSON documents (RFC 8259). YAML readers take most of JSON, but not tabs, nor halves of surrogate pairs.</summary>
internal static class JsonDocumentReader
{
    public static DocumentNode? Read(string file, ReadOnlyMemory<byte> bytes, DocumentFaults faults)
    {
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = DocumentReader.MostDepth + 1 });
        var stack = new NodeStack(faults);
        var lines = new Lines(file, bytes);
        try
        {
            while (reader.Read())
            {
                if (!Token(ref reader, lines.At((int)reader.TokenStartIndex), stack)) return null;
            }

            return stack.Root;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is half a surrogate pair in an escape.
            faults.Error(lines.At((int)reader.TokenStartIndex), "AP0006", $"Not JSON: {FirstSentence(fault.Message)}");
            return null;
        }
    }

    private static bool Token(ref Utf8JsonReader reader, Place at, NodeStack stack)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                stack.Name(reader.GetString()!, at);
                return true;
            case JsonTokenType.StartObject: return stack.Open(new(NodeKind.Map, "", at));
            case JsonTokenType.StartArray: return stack.Open(new(NodeKind.List, "", at));
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                stack.Close();
                return true;
            case JsonTokenType.String: return stack.Value(new(NodeKind.Text, reader.GetString()!, at));
            case JsonTokenType.Number: return stack.Value(new(NodeKind.Number, Encoding.ASCII.GetString(reader.ValueSpan), at));
            case JsonTokenType.Null: return stack.Value(new(NodeKind.Nothing, "", at));
            default: return stack.Value(new(NodeKind.Flag, reader.TokenType is JsonTokenType.True ? "true" : "false", at));
        }
    }

    private static string FirstSentence(string message) => message.Split(". ", 2)[0].TrimEnd('.');

    /// <summary>Offsets to lines and columns; asked in order.</summary>
    private sealed class Lines(string file, ReadOnlyMemory<byte> bytes)
    {
        private int _line = 1;
        private int _lineStart;
        private int _at;

        public Place At(int offset)
        {
            var text = bytes.Span;
            for (; _at < offset && _at < text.Length; _at++)
            {
                if (text[_at] != '\n') continue;
                _line++;
                _lineStart = _at + 1;
            }

            return new(file, _line, Math.Max(1, offset - _lineStart + 1));
        }
    }
}
