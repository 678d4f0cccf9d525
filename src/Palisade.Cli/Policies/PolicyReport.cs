using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Protection.Policies;

namespace Palisade.Cli.Policies;

/// <summary>What a check of policy files found.</summary>
internal sealed class PolicyReport(BuiltPolicies built, TimeSpan took)
{
    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never by a browser
    };

    /// <summary>How many errors there are.</summary>
    public int Errors => DiagnosticList.Errors(built.Diagnostics);

    private int Warnings => built.Diagnostics.Count - Errors;

    /// <summary>A line for each fault, and a summary.</summary>
    public void Write(Screen screen)
    {
        foreach (var fault in built.Diagnostics) screen.Output.WriteLine(DiagnosticList.Line(fault, screen));
        var summary = $"{DiagnosticList.Count(Errors, "error")}, {DiagnosticList.Count(Warnings, "warning")}";
        var objects = $"{DiagnosticList.Count(built.Objects, "object")} in {DiagnosticList.Count(built.Files.Count, "file")}";
        var whole = built.Site is null ? "the policies are refused" : objects;
        screen.Output.WriteLine($"{screen.Paint(Errors > 0 ? Ink.Red : Ink.Green, summary)}; {whole}, checked in {took.TotalSeconds:0.0} s");
    }

    /// <summary>The same as one JSON object.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Errors,
            Warnings,
            built.Objects,
            Files = built.Files.Count,
            Seconds = Math.Round(took.TotalSeconds, 3),
            Faults = built.Diagnostics.Select(f => new
            {
                f.At.File,
                f.At.Line,
                f.At.Column,
                Severity = f.Severity.ToString().ToLowerInvariant(),
                f.Code,
                f.Message,
                f.Hint,
            }),
        },
        Style);
}
