using System.Text.Encodings.Web;
using System.Text.Json;
using Palisade.Cli.Terminal;
using Palisade.Engine.Outcome;

namespace Palisade.Cli.Explain;

/// <summary>An explanation as one JSON object. Bytes that are no printable UTF-8 are written as <c>\xNN</c>, a backslash doubled.</summary>
internal static class ExplanationJson
{
    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never by a browser
    };

    /// <summary>The object's text.</summary>
    public static string Of(RequestText request, Explanation story) => JsonSerializer.Serialize(
        new
        {
            RequestLine = ByteText.Show(request.Head.RequestLine.Span),
            story.Notes,
            Phases = story.Phases.Select(p => new { Phase = p.Number, p.Name, Rules = p.Findings.Select(Rule), p.InboundScore, p.OutboundScore }),
            Evidence = story.Evidence.Select(e => new { Rule = e.Rule?.Id, e.Kind, e.Weight, e.Counted, Reason = e.Reason.Length > 0 ? e.Reason : null }),
            story.Faults,
            Decision = Decision(story.Interruption),
            WouldDecide = Decision(story.WouldInterrupt),
            PatternLimit = story.GaveUp is { } rule ? new { Rule = rule.Id, rule.Phase } : null,
        },
        Style);

    private static object Rule(Finding finding) => new
    {
        finding.Rule.Id,
        Severity = Severity.Name(finding.Rule.Severity) is { Length: > 0 } name ? name : null,
        Message = ByteText.Show(finding.Message),
        Data = ByteText.Show(finding.Data),
        finding.Rule.Tags,
        finding.Rule.At.File,
        finding.Rule.At.Line,
        finding.Logged,
        finding.Disruptive,
        Values = finding.Values.Select(v => new
        {
            Name = ByteText.Show(v.Name),
            Value = ByteText.Show(v.Value.Span),
            Transformed = ByteText.Show(v.Transformed.Span),
            Match = ByteText.Show(v.Match.Span),
        }),
    };

    private static object? Decision(Interruption? stop) => stop is null ? null : new
    {
        Kind = stop.Kind.ToString().ToLowerInvariant(),
        stop.Status,
        stop.Location,
        Rule = stop.RuleId,
        stop.Phase,
    };
}
