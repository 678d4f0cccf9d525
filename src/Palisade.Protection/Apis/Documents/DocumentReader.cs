using System.Text;
using Palisade.SecLang;

namespace Palisade.Protection.Apis.Documents;

/// <summary>Reads a JSON or YAML document into nodes with places. Never throws for any bytes; depth and size are bounded.</summary>
public static class DocumentReader
{
    /// <summary>Largest document, in bytes. The largest public description known to us (Microsoft Graph) has 35 MB as YAML; most have below 1 MB.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Most containers inside each other.</summary>
    internal const int MostDepth = 200;

    /// <summary>Most nodes.</summary>
    internal const int MostNodes = 4_000_000;

    /// <summary>Reads a document: JSON when it starts with a bracket, or a brace and a quote, otherwise YAML.</summary>
    /// <param name="file">Named in places.</param>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <returns>The root, or null when a fault was found that leaves none.</returns>
    public static DocumentNode? Read(string file, ReadOnlyMemory<byte> bytes, DocumentFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var start = new Place(file, 1, 1);
        if (bytes.Length > MostBytes) faults.Error(start, "AP0001", $"The document has more than {MostBytes} bytes");
        else if (!System.Text.Unicode.Utf8.IsValid(bytes.Span)) faults.Error(start, "AP0002", "The document is not UTF-8");
        else if (IsJson(bytes.Span)) return JsonDocumentReader.Read(file, bytes, faults);
        else return YamlDocumentReader.Read(file, Encoding.UTF8.GetString(bytes.Span), faults);
        return null;
    }

    // A flow mapping of YAML starts with a brace, too, but its names are rarely quoted; a quoted one is read alike either way.
    private static bool IsJson(ReadOnlySpan<byte> text) =>
        text.TrimStart(" \t\r\n"u8) is [var first and ((byte)'{' or (byte)'['), .. var rest] && (first == '[' || rest.TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'}', ..] or []);

    /// <summary>Reads a document from a text.</summary>
    /// <inheritdoc cref="Read(string, ReadOnlyMemory{byte}, DocumentFaults)"/>
    public static DocumentNode? Read(string file, string text, DocumentFaults faults) => Read(file, Encoding.UTF8.GetBytes(text), faults);
}
