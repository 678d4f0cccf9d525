using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Protection.Signatures;

namespace Palisade.Cli.Signatures;

/// <summary><c>palisade signatures list</c>: which signatures there are.</summary>
internal sealed class SignatureListCommand
{
    private const string About =
        """
        List signatures: id, accuracy, what a match weighs, attack type and name.

        Examples:
          palisade signatures list                          the built-in signatures
          palisade signatures list --type SQL_INJECTION
          palisade signatures list my-signatures/ --json

        Exit code 0; 1 when a file has faults (they go to standard error), 3 when there is no such file.
        """;

    /// <summary>How signatures are written as JSON.</summary>
    public static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never by a browser
    };

    private readonly Argument<string?> _path = new("PATH") { Arity = ArgumentArity.ZeroOrOne, Description = "A signature file, or a folder of them. [default: the built-in signatures]" };
    private readonly Option<string?> _type = new("--type") { HelpName = "TYPE", Description = "Only one attack type, as SQL_INJECTION." };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON array with everything that is said about each." };

    /// <summary>The command.</summary>
    public static Command Create() => new SignatureListCommand().Build();

    private Command Build()
    {
        var command = new Command("list", About) { _path, _type, _json };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed, Screen.Of(parsed))));
        return command;
    }

    private int Run(ParseResult parsed, Screen screen)
    {
        var path = parsed.GetValue(_path);
        if (path is not null && !Directory.Exists(path) && !File.Exists(path))
        {
            screen.Fail($"there is no folder or file '{path}'");
            return ExitCode.Configuration;
        }

        var library = path is null ? SignatureLibrary.WithBuiltIn(null) : SignatureLibrary.Of(path);
        if (!library.IsGood) DiagnosticList.TellErrors(screen, "the signatures have faults:", library.Diagnostics);
        var type = parsed.GetValue(_type);
        var shown = library.Signatures.Where(s => IsOf(s, type)).OrderBy(s => s.AttackType, StringComparer.Ordinal).ThenBy(s => s.Id).ToList();
        if (parsed.GetValue(_json)) screen.Output.WriteLine(JsonSerializer.Serialize(shown.Select(Json), Style));
        else Write(shown, screen);
        return library.IsGood ? ExitCode.Done : ExitCode.Findings;
    }

    private static bool IsOf(Signature signature, string? type) =>
        type is null || string.Equals(signature.AttackType, type.StartsWith("ATTACK_TYPE_", StringComparison.OrdinalIgnoreCase) ? type["ATTACK_TYPE_".Length..] : type, StringComparison.OrdinalIgnoreCase);

    private static void Write(List<Signature> shown, Screen screen)
    {
        foreach (var signature in shown)
        {
            var staged = signature.Status is SignatureStatus.Staged ? screen.Paint(Ink.Yellow, "  (staged)") : "";
            var campaign = signature.Campaign is { } named ? screen.Paint(Ink.Dim, $"  campaign {named.Name}") : "";
            screen.Output.WriteLine(
                $"{screen.Paint(Ink.Cyan, signature.Id.ToString())}  {signature.Accuracy.ToString().ToLowerInvariant(),-6}  {signature.Weight}  {signature.AttackType,-36}  {signature.Name}{campaign}{staged}");
        }

        screen.Output.WriteLine(screen.Paint(Ink.Bold, DiagnosticList.Count(shown.Count, "signature")));
    }

    private static object Json(Signature signature) => new
    {
        signature.Id,
        signature.Name,
        signature.AttackType,
        Accuracy = signature.Accuracy.ToString().ToLowerInvariant(),
        Risk = signature.Risk.ToString().ToLowerInvariant(),
        signature.Weight,
        Status = signature.Status.ToString().ToLowerInvariant(),
        signature.Since,
        signature.Campaign,
        signature.Reason,
        signature.Systems,
        signature.Cves,
        signature.At.File,
        signature.At.Line,
    };
}
