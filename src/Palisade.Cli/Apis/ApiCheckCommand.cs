using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Protection.Apis.Documents;
using Palisade.Protection.Apis.Enforcement;

namespace Palisade.Cli.Apis;

/// <summary><c>palisade api check</c>: every fault of a description, before it guards anything.</summary>
internal static class ApiCheckCommand
{
    private const string About =
        """
        Check an OpenAPI description (3.0 or 3.1, JSON or YAML) as the gateway would load it, and list every fault with its line
        and JSON pointer: references that lead nowhere, words that mean nothing, patterns that cannot be run in linear time.
        """;

    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never by a browser
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The description." };
        var skip = new Option<bool>("--skip-unsupported") { Description = "Go without what cannot be enforced; it is a warning then." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("check", About) { file, skip, json };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetRequiredValue(file), parsed.GetValue(skip), parsed.GetValue(json), Screen.Of(parsed))));
        return command;
    }

    private static int Run(string file, bool skip, bool json, Screen screen)
    {
        if (!File.Exists(file))
        {
            screen.Fail($"there is no file '{file}'");
            return ExitCode.Configuration;
        }

        var faults = new DocumentFaults();
        var api = ApiDefinition.Load(file, File.ReadAllBytes(file), new() { SkipUnsupported = skip }, faults);
        var errors = DiagnosticList.Errors(faults.All);
        if (json) screen.Output.WriteLine(Json(api, faults, errors));
        else
        {
            foreach (var fault in faults.All) screen.Output.WriteLine(DiagnosticList.Line(fault, screen));
            var summary = $"{DiagnosticList.Count(errors, "error")}, {DiagnosticList.Count(faults.All.Count - errors, "warning")}";
            var whole = api is null ? "the description is refused" : $"{api.Title}, {DiagnosticList.Count(api.OperationCount, "operation")}";
            screen.Output.WriteLine($"{screen.Paint(errors > 0 ? Ink.Red : Ink.Green, summary)}; {whole}");
        }

        return errors > 0 ? ExitCode.Findings : ExitCode.Done;
    }

    private static string Json(ApiDefinition? api, DocumentFaults faults, int errors) => JsonSerializer.Serialize(
        new
        {
            Errors = errors,
            Warnings = faults.All.Count - errors,
            api?.Title,
            Operations = api?.OperationCount,
            Faults = faults.All.Select(f => new { f.At.File, f.At.Line, f.At.Column, Severity = f.Severity.ToString().ToLowerInvariant(), f.Code, f.Message, f.Hint }),
        },
        Style);
}
