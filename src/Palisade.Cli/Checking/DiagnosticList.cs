using Palisade.Cli.Terminal;
using Palisade.SecLang;

namespace Palisade.Cli.Checking;

/// <summary>Faults of rule files as lines that editors and people can use.</summary>
internal static class DiagnosticList
{
    /// <summary>How many faults are errors.</summary>
    public static int Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Count(d => d.Severity is DiagnosticSeverity.Error);

    /// <summary>Writes the errors among them to standard error, and how many more there are than are shown.</summary>
    /// <param name="most">How many to show.</param>
    /// <param name="command">What lists all.</param>
    public static void TellErrors(Screen screen, string headline, IEnumerable<Diagnostic> diagnostics, int most = int.MaxValue, string command = "rules check")
    {
        var errors = diagnostics.Where(f => f.Severity is DiagnosticSeverity.Error).ToList();
        screen.Fail(headline);
        foreach (var error in errors.Take(most)) screen.Error.WriteLine($"  {error}");
        if (errors.Count > most) screen.Error.WriteLine($"  … and {errors.Count - most} more; '{ThisProgram.Name} {command}' lists all");
    }

    /// <summary>One line for each, the severity coloured where colours are shown.</summary>
    public static string Line(Diagnostic fault, Screen screen)
    {
        var (ink, word) = fault.Severity is DiagnosticSeverity.Error ? (Ink.Red, "error") : (Ink.Yellow, "warning");
        var hint = fault.Hint is null ? "" : screen.Paint(Ink.Dim, $" ({fault.Hint})");
        return $"{fault.At}: {screen.Paint(ink, $"{word} {fault.Code}")}: {fault.Message}{hint}";
    }

    /// <summary><c>3 errors</c>, <c>1 error</c>.</summary>
    public static string Count(int number, string one) => $"{number} {one}{(number is 1 ? "" : "s")}";
}
