using Palisade.Cli.Terminal;
using Palisade.Engine.Outcome;

namespace Palisade.Cli.Explain;

/// <summary>An explanation as lines for a person.</summary>
/// <param name="showAll">Also the rules that match silently (nolog).</param>
internal sealed class ExplanationText(Screen screen, bool showAll)
{
    private const int MostValues = 8;
    private const int MostCharacters = 160;

    private TextWriter Out => screen.Output;

    /// <summary>Writes everything.</summary>
    public void Write(RequestText request, Explanation story)
    {
        Out.WriteLine(screen.Paint(Ink.Bold, ByteText.Show(request.Head.RequestLine.Span)));
        foreach (var note in story.Notes) Out.WriteLine(screen.Paint(Ink.Yellow, $"note: {note}"));
        foreach (var phase in story.Phases) Write(phase);
        Out.WriteLine();
        foreach (var fault in story.Faults) Out.WriteLine(screen.Paint(Ink.Yellow, $"engine: {ByteText.Show(fault)}"));
        var last = story.Phases[^1];
        if (last.InboundScore + last.OutboundScore > 0) Out.WriteLine($"score     inbound {last.InboundScore}, outbound {last.OutboundScore}");
        foreach (var reason in story.Evidence) Write(reason);
        Out.WriteLine($"decision  {Decision(story)}");
    }

    private void Write(PhaseStory phase)
    {
        var shown = phase.Findings.Where(f => showAll || f.Logged || f.Disruptive).ToList();
        var silent = phase.Findings.Count - shown.Count;
        if (phase.Number is 5 && shown.Count is 0) return;
        Out.WriteLine();
        var tail = silent > 0 ? screen.Paint(Ink.Dim, $"  (and {silent} that report nothing: --all)") : "";
        Out.WriteLine($"{screen.Paint(Ink.Bold, $"phase {phase.Number}")}  {phase.Name}: {Count(shown.Count)}{tail}");
        foreach (var finding in shown) Write(finding);
    }

    private void Write(Evidence reason)
    {
        var weight = reason.Counted ? $"+{reason.Weight}" : " 0";
        var what = reason.Rule is { } rule ? $"{rule.Id} {ByteText.Show(rule.Message ?? "")}" : ByteText.Show(reason.Reason);
        var covered = reason.Counted ? "" : screen.Paint(Ink.Dim, $"  (would be {reason.Weight}: a stronger reason says it already)");
        Out.WriteLine($"  {weight,3}  {reason.Kind}: {what}{covered}");
    }

    private static string Count(int rules) => rules switch { 0 => "no rule matched", 1 => "1 rule matched", _ => $"{rules} rules matched" };

    private void Write(Finding finding)
    {
        var rule = finding.Rule;
        var severity = Severity.Name(rule.Severity) is { Length: > 0 } name ? screen.Paint(Severity.Ink(rule.Severity), name) + "  " : "";
        var decided = finding.Disruptive ? screen.Paint(Ink.Red, "  ← decides") : "";
        Out.WriteLine($"  {screen.Paint(Ink.Cyan, rule.Id.ToString())}  {severity}{ByteText.Show(finding.Message)}{decided}");
        Out.WriteLine(screen.Paint(Ink.Dim, $"          {rule.At.File}:{rule.At.Line}"));
        if (finding.Data.Length > 0) Out.WriteLine(screen.Paint(Ink.Dim, $"          {ByteText.Show(finding.Data)}"));
        foreach (var value in finding.Values.Take(MostValues)) Write(value);
        if (finding.Values.Count > MostValues) Out.WriteLine($"          … and {finding.Values.Count - MostValues} more values");
    }

    private void Write(MatchedValue value)
    {
        Out.WriteLine($"          {ByteText.Show(value.Name)} = {Marked(value.Value, value.Match)}");
        if (!value.Value.Span.SequenceEqual(value.Transformed.Span)) Out.WriteLine($"            seen as {Marked(value.Transformed, value.Match)}");
    }

    private string Marked(ReadOnlyMemory<byte> value, ReadOnlyMemory<byte> match)
    {
        if (value.IsEmpty) return screen.Paint(Ink.Dim, "(empty)");
        var (before, part, after) = ByteText.Around(value, match.Length < value.Length ? match : default, MostCharacters);
        if (part.Length is 0) return before;
        return $"{before}{(screen.Colours ? screen.Paint(Ink.Red, part) : $"[{part}]")}{after}";
    }

    private string Decision(Explanation story) => story switch
    {
        { Interruption: { } stop } => $"{screen.Paint(Ink.Red, Verdict(stop))} by rule {stop.RuleId} in phase {stop.Phase}",
        { WouldInterrupt: { } would } => $"{screen.Paint(Ink.Yellow, "passes, because the rules only report")}; otherwise {Verdict(would)} by rule {would.RuleId} in phase {would.Phase}",
        { GaveUp: { } rule } => $"{screen.Paint(Ink.Red, "blocked with 403")} because a pattern of rule {rule.Id} ran into its limit; passes with --pattern-limit-open",
        _ => screen.Paint(Ink.Green, "passes"),
    };

    private static string Verdict(Interruption stop) => stop.Kind switch
    {
        InterruptionKind.Drop => "connection closed",
        InterruptionKind.Redirect => $"redirected ({stop.Status}) to {ByteText.Show(stop.Location ?? "")}",
        _ => $"blocked with {stop.Status}",
    };
}
