using System.Globalization;
using System.Text.Json;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>What a regression case expects. An empty text expects nothing: every log holds it.</summary>
/// <param name="Status">The answer's status; 200 where the case names none.</param>
/// <param name="Location">Where a redirect must lead; empty for anywhere.</param>
/// <param name="Refused">Whether the rules must be refused.</param>
/// <param name="ForeignLogs">Whether a log must hold ModSecurity's words.</param>
/// <param name="IsEmpty">Whether it names neither a status nor an error.</param>
internal sealed record ExpectedAnswer(int Status, string Location, bool Refused, bool ForeignLogs, bool IsEmpty)
{
    private static readonly string[] Logs = ["debug_log", "error_log", "audit_log"];

    public static ExpectedAnswer Read(JsonElement json)
    {
        var status = JsonText.Read(json, "http_code");
        var refused = JsonText.Read(json, "parser_error").Length > 0;
        return new ExpectedAnswer(
            int.TryParse(status, NumberStyles.Integer, CultureInfo.InvariantCulture, out var code) ? code : 200,
            JsonText.Read(json, "redirect_url"),
            refused,
            Logs.Any(log => JsonText.Read(json, log).Length > 0),
            !refused && status.Length == 0);
    }
}
