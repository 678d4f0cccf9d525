using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Cli.Terminal;
using Palisade.Protection;
using Palisade.SecLang;

namespace Palisade.Cli.Checking;

/// <summary>What a check of rules found.</summary>
/// <param name="Faults">In file order.</param>
/// <param name="Rules">How many rules would be in force; null when they are refused.</param>
internal sealed record CheckReport(IReadOnlyList<Diagnostic> Faults, int? Rules, int Files, TimeSpan Took)
{
    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never by a browser
    };

    /// <summary>How many errors there are.</summary>
    public int Errors => DiagnosticList.Errors(Faults);

    private int Warnings => Faults.Count - Errors;

    /// <summary>The report of one build, with what its patterns were found to be.</summary>
    public static CheckReport Of(BuiltProtection built, IEnumerable<Diagnostic> patterns, bool errorsOnly, TimeSpan took) => new(
        [.. built.Diagnostics.Concat(patterns).Where(d => !errorsOnly || d.Severity is DiagnosticSeverity.Error)],
        built.Rules?.Rules.Count,
        built.Rules?.Rules.Select(r => r.At.File).Distinct(StringComparer.Ordinal).Count() ?? 0,
        took);

    /// <summary>A line for each fault, and a summary.</summary>
    public void Write(Screen screen)
    {
        foreach (var fault in Faults) screen.Output.WriteLine(DiagnosticList.Line(fault, screen));
        var summary = $"{DiagnosticList.Count(Errors, "error")}, {DiagnosticList.Count(Warnings, "warning")}";
        var rules = Rules is { } count ? $"{DiagnosticList.Count(count, "rule")} in {DiagnosticList.Count(Files, "file")}" : "the rules are refused";
        screen.Output.WriteLine($"{screen.Paint(Errors > 0 ? Ink.Red : Ink.Green, summary)}; {rules}, checked in {Took.TotalSeconds:0.0} s");
    }

    /// <summary>The same as one JSON object.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Errors,
            Warnings,
            Rules,
            Files,
            Seconds = Math.Round(Took.TotalSeconds, 3),
            Faults = Faults.Select(f => new
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
