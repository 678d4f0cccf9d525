using System.IO.Compression;
using System.Text.Json;

namespace Palisade.Detection.Tests.Shared;

/// <summary>One line of the labelled corpora, as its README describes it.</summary>
internal sealed record LabelledRequest(string Id, string Label, string Cat, string Method, string Target, string[][] Headers, string? Body)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static IEnumerable<LabelledRequest> Read(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line) yield return JsonSerializer.Deserialize<LabelledRequest>(line, Options)!;
    }

    public string? Header(string name) => Headers.FirstOrDefault(h => string.Equals(h[0], name, StringComparison.OrdinalIgnoreCase))?[1];
}
