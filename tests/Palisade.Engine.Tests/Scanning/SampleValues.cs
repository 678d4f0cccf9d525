using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Palisade.Engine.Tests.Scanning;

/// <summary>Values as requests carry them, out of the corpora and the Core Rule Set's own tests that lie beside the project; none where they are not available.</summary>
internal static class SampleValues
{
    /// <summary>Every different value.</summary>
    public static IReadOnlyList<byte[]> All { get; } = [.. Corpora().Concat(RuleTests()).Distinct(StringComparer.Ordinal).Select(Encoding.Latin1.GetBytes)];

    private static IEnumerable<string> Corpora()
    {
        if (Folder("corpora") is not { } folder) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl.gz").Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (text.ReadLine() is { } line)
            {
                using var request = JsonDocument.Parse(line);
                var target = request.RootElement.GetProperty("target").GetString()!;
                yield return Narrow(target);
                foreach (var header in request.RootElement.GetProperty("headers").EnumerateArray()) yield return Narrow(header[1].GetString()!);
                foreach (var value in Fields(target[(target.IndexOf('?') + 1)..])) yield return value;
                if (request.RootElement.GetProperty("body").GetString() is not { } body) continue;
                yield return Narrow(body);
                foreach (var value in Fields(body)) yield return value;
            }
        }
    }

    // Read with the eye of a text tool: what stands behind a colon or between quotation marks.
    private static IEnumerable<string> RuleTests()
    {
        if (Folder("crs/tests") is not { } folder) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file, Encoding.Latin1))
            {
                var value = line[(line.IndexOf(": ", StringComparison.Ordinal) + 1)..].Trim().Trim('"', '\'');
                yield return value;
                foreach (var field in Fields(value)) yield return field;
            }
        }
    }

    private static IEnumerable<string> Fields(string text) =>
        text.Split('&').Where(f => f.Contains('=')).Select(f => Narrow(Uri.UnescapeDataString(f[(f.IndexOf('=') + 1)..].Replace('+', ' '))));

    private static string Narrow(string text) => new([.. text.Select(c => c > 0xFF ? '?' : c)]);

    private static string? Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(found)) return found;
        }

        return null;
    }
}
