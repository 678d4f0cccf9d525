using System.Globalization;
using System.Text;

namespace Palisade.Ftw.Findings;

/// <summary>
/// Writes a matched rule as a line of the error log in ModSecurity's form, which is what <c>match_regex</c> and
/// <c>no_match_regex</c> of tests are written for.
/// </summary>
public static class ErrorLogLine
{
    private static readonly string[] Severities = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"];

    /// <summary>The line, ASCII only, without a line end.</summary>
    public static string Format(LoggedRule rule)
    {
        var line = new StringBuilder("ModSecurity: Warning.");
        Append(line, "id", rule.Id.ToString(CultureInfo.InvariantCulture));
        if (rule.Message.Length > 0) Append(line, "msg", rule.Message);
        if (rule.Data.Length > 0) Append(line, "data", rule.Data);
        if (rule.Severity is >= 0 and <= 7) Append(line, "severity", Severities[rule.Severity.Value]);
        foreach (var tag in rule.Tags) Append(line, "tag", tag);
        return line.ToString();
    }

    // ModSecurity escapes quotes, backslashes stay; what is not printable ASCII becomes \xhh.
    private static void Append(StringBuilder line, string name, string value)
    {
        line.Append(" [").Append(name).Append(" \"");
        foreach (var c in value)
        {
            if (c == '"') line.Append("\\\"");
            else if (c is >= ' ' and < (char)0x7F) line.Append(c);
            else line.Append($"\\x{(int)c & 0xFF:x2}");
        }

        line.Append("\"]");
    }
}
