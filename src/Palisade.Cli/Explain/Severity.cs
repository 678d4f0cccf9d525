using Palisade.Cli.Terminal;

namespace Palisade.Cli.Explain;

/// <summary>The severities of rules, 0 to 7, by the names of syslog (RFC 5424) that SecLang took over.</summary>
internal static class Severity
{
    private static readonly string[] Names = ["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"];

    /// <summary>The name; empty for a rule without one.</summary>
    public static string Name(int? severity) => severity is >= 0 and <= 7 and var number ? Names[number] : "";

    /// <summary>The colour that goes with it.</summary>
    public static Ink Ink(int? severity) => severity switch
    {
        <= 3 => Terminal.Ink.Red,
        <= 4 => Terminal.Ink.Yellow,
        _ => Terminal.Ink.Dim,
    };
}
