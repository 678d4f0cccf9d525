using System.IO.Compression;
using System.Text.Json;

namespace Palisade.Bench.Accuracy.Corpora;

/// <summary>Reads labelled requests: one JSON object a line, plain or gzip.</summary>
internal static class CorpusFile
{
    /// <summary>Every request of a file.</summary>
    /// <exception cref="AccuracyException">The file cannot be read, or a line is no labelled request; the message has the place.</exception>
    public static List<LabelledRequest> Read(string path)
    {
        try
        {
            using var lines = Open(path);
            var requests = new List<LabelledRequest>();
            for (var number = 1; lines.ReadLine() is { } line; number++)
            {
                if (line.Length > 0) requests.Add(Parse(path, number, line));
            }

            return requests;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new AccuracyException($"{path}: {fault.Message}");
        }
    }

    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return new(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static LabelledRequest Parse(string path, int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new(
                Text(root, "id"),
                Text(root, "label") is var label && label is "attack" or "benign" ? label == "attack" : throw new FormatException($"label '{label}' is neither attack nor benign"),
                Text(root, "cat"),
                Text(root, "method"),
                Text(root, "target"),
                [.. root.GetProperty("headers").EnumerateArray().Select(h => KeyValuePair.Create(Narrow(h[0].GetString()), Narrow(h[1].GetString())))],
                root.TryGetProperty("body", out var body) ? body.GetString() is { } text ? Narrow(text) : null : null);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new AccuracyException($"{path}({number}): {fault.Message}");
        }
    }

    private static string Text(JsonElement root, string name) => Narrow(root.GetProperty(name).GetString());

    // One character stands for one byte; what is no byte cannot be sent as labelled.
    private static string Narrow(string? text) =>
        text is null ? throw new FormatException("a text is null")
        : text.Any(c => c > 0xFF) ? throw new FormatException("a text has a character that is no byte")
        : text;
}
