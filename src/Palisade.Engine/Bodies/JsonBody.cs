using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Palisade.Engine.Bodies;

/// <summary>The body processor <c>JSON</c>: every value becomes an argument named by its path.</summary>
public static class JsonBody
{
    // A long key above many small values makes names far bigger than the body (ModSecurity #2019: 800 KB took 83 s).
    private const int NameBytesPerBodyByte = 64;
    private const int NameBytesAlways = 64 * 1024;

    /// <summary>Reads a JSON text (RFC 8259, nothing beyond it but a byte order mark at the start).</summary>
    /// <param name="body">Any bytes; empty is no fault.</param>
    /// <param name="depthLimit">The most containers inside each other (<c>SecRequestBodyJsonDepthLimit</c>, 512 in v3). Deeper values are still added, under the name of the last container within the limit, and the body is at fault.</param>
    /// <param name="argumentLimit">The most arguments in <paramref name="into"/>; 0 or less means any number.</param>
    /// <param name="into">Receives strings decoded, numbers and booleans as sent, null as nothing. What follows a fault is added as one argument named <c>json</c>: an application may be more lenient than we are.</param>
    /// <param name="truncated">Whether the body went on past these bytes; then its end is no fault.</param>
    public static void Parse(ReadOnlyMemory<byte> body, JsonNaming naming, int depthLimit, int argumentLimit, ParsedBody into, bool truncated = false)
    {
        ArgumentNullException.ThrowIfNull(into);
        var text = body.Span;
        if (text.StartsWith("\uFEFF"u8)) body = body[3..];
        text = body.Span;
        if (text.IsEmpty) return;

        // Our own depth check comes first; the reader's would end the reading.
        var reader = new Utf8JsonReader(text, isFinalBlock: !truncated, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        var read = new Reading(new JsonPath(naming, depthLimit), naming, argumentLimit, body, into);
        try
        {
            while (!into.ArgumentLimitExceeded && reader.Read() && read.Token(ref reader)) { }
        }
        catch (JsonException fault)
        {
            into.Fail(string.Create(CultureInfo.InvariantCulture, $"JSON parsing error: invalid JSON in line {fault.LineNumber + 1} at byte {fault.BytePositionInLine}"));
        }

        if (read.Path.Spent > read.NameBudget) into.Fail("JSON parsing error: the names of the values are too long in total");
        if (!JsonText.IsUtf8(text) && !truncated) into.Fail("JSON parsing error: invalid UTF-8");
        var rest = text[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8);
        if (!rest.IsEmpty) into.Add("json"u8.ToArray(), JsonText.Unescape(rest, into), argumentLimit);
    }

    private readonly record struct Reading(JsonPath Path, JsonNaming Naming, int ArgumentLimit, ReadOnlyMemory<byte> Body, ParsedBody Into)
    {
        public long NameBudget => ((long)Body.Length * NameBytesPerBodyByte) + NameBytesAlways;

        /// <summary>Takes one token; false when the names have become too long in total.</summary>
        public bool Token(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    Path.Key(reader.ValueSpan);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Path.Element();
                    Path.Open(reader.TokenType == JsonTokenType.StartArray);
                    if (Path.TooDeep) Into.Fail("JSON parsing error: nested deeper than the limit");
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    if (Path.Close() is { } elements && Naming == JsonNaming.Coraza)
                        Into.Add(Path.Name(Into), Encoding.ASCII.GetBytes(elements.ToString(CultureInfo.InvariantCulture)), ArgumentLimit);
                    break;
                default:
                    Path.Element();
                    Into.Add(Path.Name(Into), Value(ref reader), ArgumentLimit);
                    break;
            }

            return Path.Spent <= NameBudget;
        }

        private ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is JsonTokenType.Null) return default;
            if (reader.ValueIsEscaped) return JsonText.Unescape(reader.ValueSpan, Into);
            var quote = reader.TokenType is JsonTokenType.String ? 1 : 0;
            return Body.Slice((int)reader.TokenStartIndex + quote, reader.ValueSpan.Length);
        }
    }
}
