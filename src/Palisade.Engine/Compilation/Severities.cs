namespace Palisade.Engine.Compilation;

/// <summary>The severities of syslog (RFC 5424) that SecLang uses, by number or name.</summary>
internal static class Severities
{
    private static readonly string[] Names = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"];

    /// <summary>0 to 7, or null for anything else.</summary>
    public static int? Parse(string text)
    {
        if (int.TryParse(text, out var number)) return number is >= 0 and <= 7 ? number : null;
        var at = Array.FindIndex(Names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : at;
    }
}
