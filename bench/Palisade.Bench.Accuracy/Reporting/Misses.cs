using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Bench.Accuracy.Sending;

namespace Palisade.Bench.Accuracy.Reporting;

/// <summary>What was wrong, one JSON line for each request: its label, its fate, what matched, and the request itself.</summary>
internal static class Misses
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file.</summary>
    public static void Write(string path, IEnumerable<(string File, Outcome Outcome)> wrong, Findings findings)
    {
        using var output = new StreamWriter(path);
        foreach (var (file, outcome) in wrong)
        {
            var request = outcome.Request;
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    file,
                    request.Id,
                    label = request.IsAttack ? "attack" : "benign",
                    cat = request.Category,
                    outcome.Status,
                    matched = findings.Of(outcome),
                    request.Method,
                    request.Target,
                    headers = request.Headers.Select(h => new[] { h.Key, h.Value }),
                    request.Body,
                },
                Readable));
        }
    }
}
