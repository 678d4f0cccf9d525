using System.Globalization;
using Palisade.Cli.Terminal;
using Palisade.Events;

namespace Palisade.Cli.EventLog;

/// <summary>One event on one line.</summary>
internal static class EventLine
{
    private const int MostTarget = 60;
    private const string AttackPrefix = "ATTACK_TYPE_";

    /// <summary>Time, action, status, request, client, what it was about, score and support id.</summary>
    public static string Of(SecurityEvent what, Screen screen)
    {
        var about = About(what);
        return string.Join("  ",
            screen.Paint(Ink.Dim, what.Time.LocalDateTime.ToString("MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
            screen.Paint(InkOf(what.Action), Word(what.Action).PadRight(11)),
            what.Status is 0 ? "---" : what.Status.ToString(CultureInfo.InvariantCulture),
            $"{ByteText.Clean(what.Request.Method)} {Cut(ByteText.Clean(Target(what.Request)))}",
            screen.Paint(Ink.Cyan, what.Client.Ip),
            about.Length > 0 ? $"{about} ({what.Score.Inbound + what.Score.Outbound})" : "-",
            what.Id);
    }

    /// <summary>The request's target.</summary>
    public static string Target(EventRequest request) => request.Query is null ? request.Path : $"{request.Path}?{request.Query}";

    /// <summary>The action as people say it.</summary>
    public static string Word(EventAction action) => action is EventAction.WouldBlock ? "would block" : action.ToString().ToLowerInvariant();

    /// <summary>The colour of an action.</summary>
    public static Ink InkOf(EventAction action) => action switch
    {
        EventAction.Allowed => Ink.Green,
        EventAction.WouldBlock or EventAction.Challenged => Ink.Yellow,
        _ => Ink.Red,
    };

    /// <summary>An attack type as people say it: <c>sql injection</c>.</summary>
    public static string Word(AttackType type)
    {
        var name = AttackTypes.Name(type);
        return (name.StartsWith(AttackPrefix, StringComparison.Ordinal) ? name[AttackPrefix.Length..] : name).Replace('_', ' ').ToLowerInvariant();
    }

    private static string About(SecurityEvent what)
    {
        if (what.Failure is { } failure) return $"{failure.Source.ToString().ToLowerInvariant()}: {Cut(ByteText.Clean(failure.Error))}";
        return string.Join(", ", what.Findings.Select(f => f.AttackType).OfType<AttackType>().Distinct().Select(Word));
    }

    private static string Cut(string text) => text.Length > MostTarget ? text[..(MostTarget - 1)] + "…" : text;
}
