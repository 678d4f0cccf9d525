using System.Globalization;
using Palisade.Cli.Terminal;
using Palisade.Events;

namespace Palisade.Cli.EventLog;

/// <summary>Everything about one event, for a person.</summary>
internal sealed class EventDetail(Screen screen)
{
    private const int NameWidth = 12;

    /// <summary>Writes it.</summary>
    public void Write(SecurityEvent what)
    {
        var word = EventLine.Word(what.Action);
        var status = what.Status is 0 ? "no answer" : what.Status.ToString(CultureInfo.InvariantCulture);
        screen.Output.WriteLine($"{screen.Paint(Ink.Bold, what.Id)}  {screen.Paint(EventLine.InkOf(what.Action), word)} ({status}), mode {what.Mode.ToString().ToLowerInvariant()}");
        Line("time", what.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff zzz", CultureInfo.InvariantCulture));
        Line("client", Client(what.Client));
        Line("site", what.Site);
        Line("request", $"{what.Request.Method} {EventLine.Target(what.Request)} {what.Request.Protocol}");
        Line("host", $"{what.Request.Scheme}://{what.Request.Host}");
        Line("agent", what.Request.UserAgent);
        if (what.Request.Size > 0) Line("body", $"{what.Request.Size} bytes");
        if (what.Failure is { } failure) Line("failure", $"{failure.Source.ToString().ToLowerInvariant()}: {failure.Error}");
        Line("score", $"inbound {what.Score.Inbound}, outbound {what.Score.Outbound}");
        foreach (var part in what.Uninspected) Line("not looked at", $"{part.What}, {part.Reason}{(part.Bytes is { } bytes ? $", {bytes} bytes" : "")}");
        Line("took", Took(what.Durations));
        foreach (var finding in what.Findings) Write(finding);
        if (what.OmittedFindings > 0) screen.Output.WriteLine($"  … and {what.OmittedFindings} more findings");
    }

    private void Write(EventFinding finding)
    {
        var severity = finding.Severity is { } s ? screen.Paint(s <= EventSeverity.Error ? Ink.Red : Ink.Yellow, s.ToString().ToLowerInvariant()) + "  " : "";
        var attack = finding.AttackType is { } type ? screen.Paint(Ink.Dim, $"  [{EventLine.Word(type)}]") : "";
        screen.Output.WriteLine();
        screen.Output.WriteLine($"  {screen.Paint(Ink.Cyan, finding.RuleId.ToString(CultureInfo.InvariantCulture))}  phase {finding.Phase}  {severity}{ByteText.Clean(finding.Message ?? "")}{attack}");
        foreach (var place in finding.AlsoAt.Prepend(finding.Location).OfType<EventLocation>().Take(1)) Under($"{Place(place)} = {finding.Match}");
        if (finding.AlsoAt.Count > 0) Under($"also at {string.Join(", ", finding.AlsoAt.Select(Place))}");
        if (finding.Data is { } data) Under(data);
        if (finding.File is { } file) Under(finding.Line > 0 ? $"{file}:{finding.Line}" : file);
    }

    private void Line(string name, string? value)
    {
        if (value is not null) screen.Output.WriteLine($"  {screen.Paint(Ink.Dim, name.PadRight(NameWidth))}  {ByteText.Clean(value)}");
    }

    private void Under(string text) => screen.Output.WriteLine(screen.Paint(Ink.Dim, $"      {ByteText.Clean(text)}"));

    private static string Place(EventLocation place) => place.Name is null ? place.Collection : $"{place.Collection}:{place.Name}";

    private static string Client(EventClient client)
    {
        var port = client.Port > 0 ? $" port {client.Port}" : "";
        return client.Peer is { } peer ? $"{client.Ip}{port}, by way of {peer.Ip}" : client.Ip + port;
    }

    private static string Took(EventDurations took)
    {
        var upstream = took.UpstreamUs is { } us ? $", the application {Milliseconds(us)}" : "";
        return $"{Milliseconds(took.TotalUs)}: inspection {Milliseconds(took.InspectionUs)}{upstream}";
    }

    private static string Milliseconds(long microseconds) => (microseconds / 1000.0).ToString("0.0", CultureInfo.InvariantCulture) + " ms";
}
