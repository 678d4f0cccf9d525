using System.CommandLine;
using System.Text.Json;
using Palisade.Cli.Checking;
using Palisade.Cli.Terminal;
using Palisade.Protection.Signatures;

namespace Palisade.Cli.Signatures;

/// <summary><c>palisade signatures test</c>: checks signature files and runs the tests inside each signature.</summary>
internal static class SignatureTestCommand
{
    private const string About =
        """
        Check signature files and run the tests that stand in each signature: every value or request under 'match' must
        match it, and none under 'no_match'.

        Examples:
          palisade signatures test                    the built-in signatures
          palisade signatures test my-signatures/     a folder of *.yaml and *.yml, of any depth
          palisade signatures test shop.yaml --json

        Exit code 0 when all is well, 1 when a file has faults or a test fails, 3 when there is no such file.
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = new Argument<string?>("PATH") { Arity = ArgumentArity.ZeroOrOne, Description = "A signature file, or a folder of them. [default: the built-in signatures]" };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var command = new Command("test", About) { path, json };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetValue(path), parsed.GetValue(json), Screen.Of(parsed))));
        return command;
    }

    private static int Run(string? path, bool json, Screen screen)
    {
        if (path is not null && !Directory.Exists(path) && !File.Exists(path))
        {
            screen.Fail($"there is no folder or file '{path}'");
            return ExitCode.Configuration;
        }

        var library = path is null ? SignatureLibrary.WithBuiltIn(null) : SignatureLibrary.Of(path);
        // What does not compile cannot be tried; the others could, but a file is taken as a whole or not at all.
        var failures = library.IsGood ? SignatureTester.Run(library.Signatures).ToList() : [];
        if (json) screen.Output.WriteLine(Json(library, failures));
        else Write(library, failures, screen);
        return library.IsGood && failures.Count == 0 ? ExitCode.Done : ExitCode.Findings;
    }

    private static void Write(SignatureLibrary library, List<SignatureTestFailure> failures, Screen screen)
    {
        foreach (var fault in library.Diagnostics) screen.Output.WriteLine(DiagnosticList.Line(fault, screen));
        foreach (var failure in failures) screen.Output.WriteLine(failure);
        var all = library.Signatures.Sum(s => s.MustMatch.Count + s.MustNotMatch.Count);
        var summary = library.IsGood
            ? $"{all - failures.Count} passed, {failures.Count} failed"
            : $"{DiagnosticList.Count(DiagnosticList.Errors(library.Diagnostics), "error")}; no test was run";
        var ink = library.IsGood && failures.Count == 0 ? Ink.Green : Ink.Red;
        screen.Output.WriteLine($"{screen.Paint(ink, summary)}; {DiagnosticList.Count(library.Signatures.Count, "signature")}");
    }

    private static string Json(SignatureLibrary library, List<SignatureTestFailure> failures) => JsonSerializer.Serialize(
        new
        {
            Signatures = library.Signatures.Count,
            Tests = library.Signatures.Sum(s => s.MustMatch.Count + s.MustNotMatch.Count),
            Faults = library.Diagnostics.Select(f => new { f.At.File, f.At.Line, f.At.Column, f.Code, f.Message, f.Hint }),
            Failures = failures.Select(f => new { f.Signature.Id, f.Signature.At.File, f.Signature.At.Line, Expected = f.Expected ? "match" : "no_match", Test = f.Test.ToString() }),
        },
        SignatureListCommand.Style);
}
