using System.Globalization;
using System.Net;
using Palisade.Configuration.Documents;
using static Palisade.Manager.Version1.V1Json;

namespace Palisade.Manager.Version1;

/// <summary>
/// What goes on. Managers hold no events and no blocked sources: gateways write the ones and know the others. Lists of them are empty and say so, as <c>notice</c> where they have
/// members, and as <c>Warning</c> always.
/// </summary>
internal static class V1Monitor
{
    private const string Blocked = "monitor/blockedSources";
    private const string NoEvents = "This manager holds no events: the gateways write them to their logs.";
    private const string NoSources = "This manager holds no blocked sources: each gateway counts for itself.";

    private const string Job = "{id:i, name:s, abortable:b, aborting:b, lastStatus:s}";
    private const string Source =
        "{blockedBy:s, sessionId:s, ipAddress:s, user:s, blockingTime:s, manualReleaseTime:s, eventCount:i, lastEventTime:s, automaticReleaseTime:s, alertNumber:s, policy:s, serverGroup:s}";

    private static readonly Shape Sources = Shape.Parse($"[{Source}]");
    private static readonly Shape Alarms = Shape.Parse("[{discoveredDate:s, alarmTypeId:s, shortDescription:s, investigateLink:s, elementType:s, elementName:s, elementIp:s, elementDeploymentName:s, subSystem:s}]");
    private static readonly Shape Violations = Shape.Parse(
        "{violations:[{time:s, severity:s, violationType:s, sourceIp:s, sourcePort:i, destIp:s, destPort:i, description:s, serverGroupName:s, serviceName:s, violatedItem:s, applicationName:s, action:s, alertNumber:i, "
        + "eventNumber:i, gatewayName:s, requestUrlPath:s, violationId:s, signature:s, signatureName:s}], notice:s}");

    /// <summary>The routes.</summary>
    public static IEnumerable<V1Route> All =>
    [
        new("GET", "monitor/violations", ViolationsAsync) { Answer = Violations, Query = ["lastFewDays", "fromDate", "toDate", "limit", "sourceIp", "alertNumber", "eventNumber", "severity", "requestUrlPath", "siteName", "serverGroupName", "serviceName", "applicationName"] },
        new("GET", Blocked, c => Empty(c)) { Answer = Sources, Query = ["ipAddress", "sessionId", "user"] },
        new("GET", Blocked + "/recentlyReleased", c => Empty(c)) { Answer = Sources },
        new("GET", Blocked + "/recentlyReleased/{hours}", c => Empty(c, Number(c.Names[0], "hours", 0, 1_000_000))) { Answer = Sources },
        new("PUT", Blocked + "/release", _ => throw V1Refused.Missing("blocked source", "here: " + NoSources)) { Body = Shape.Parse(Source), Answer = Sources },
        new("GET", "status/alarms/active", AlarmsAsync) { Answer = Alarms, Query = ["deployment"] },
        new("GET", "management/jobs", _ => Task.FromResult<Node?>(Map(("jobs", Node.OfList([]))))) { Answer = Shape.Parse($"{{jobs:[{Job}]}}") },
        new("GET", "management/jobs/{job}", c => throw V1Refused.Missing("job", c.Names[0])) { Answer = Shape.Parse(Job) },
        new("DELETE", "management/jobs/{job}/currentRun", c => throw V1Refused.Missing("job", c.Names[0])),
    ];

    private static Task<Node?> ViolationsAsync(V1Call call)
    {
        foreach (var name in (string[])["lastFewDays", "limit", "alertNumber", "eventNumber"])
        {
            if (Asked(call, name) is { Length: > 0 } text) Number(text, name, 0, int.MaxValue);
        }

        if (Asked(call, "sourceIp") is { Length: > 0 } source && !IPAddress.TryParse(source, out _)) throw V1Refused.Invalid("'sourceIp' is not an IP address.");
        foreach (var name in (string[])["fromDate", "toDate"])
        {
            if (Asked(call, name) is { Length: > 0 } date && !DateTime.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) throw V1Refused.Invalid($"'{name}' is not a date.");
        }

        Warn(call, NoEvents);
        return Task.FromResult<Node?>(Map(("violations", Node.OfList([])), ("notice", Node.OfText(NoEvents))));
    }

    private static Task<Node?> Empty(V1Call call, int hours = 0)
    {
        _ = hours;
        if (Asked(call, "ipAddress") is { Length: > 0 } address && !IPAddress.TryParse(address, out _)) throw V1Refused.Invalid("'ipAddress' is not an IP address.");
        Warn(call, NoSources);
        return Task.FromResult<Node?>(Node.OfList([]));
    }

    // Gateways that are not connected, or that refused something of this tenant.
    private static Task<Node?> AlarmsAsync(V1Call call)
    {
        call.Require(Access.Permission.Read, "");
        var alarms = new List<Node>();
        foreach (var (gateway, report) in call.Parts.Gateways?.Of(call.Store.Name) ?? [])
        {
            if (!gateway.Connected) alarms.Add(Alarm(gateway, "gateway-disconnected", "The gateway is not connected to this manager; it goes on with what it has."));
            if (report.RefusedInAll > 0) alarms.Add(Alarm(gateway, "configuration-refused", $"The gateway refused {report.RefusedInAll.ToString(CultureInfo.InvariantCulture)} objects."));
        }

        return Task.FromResult<Node?>(Node.OfList(alarms));
    }

    private static Node Alarm(Delivery.KnownGateway gateway, string type, string text) => Map(
        ("discoveredDate", Node.OfText(gateway.Seen.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))),
        ("alarmTypeId", Node.OfText(type)),
        ("shortDescription", Node.OfText(text)),
        ("elementType", Node.OfText("gateway")),
        ("elementName", Node.OfText(gateway.Identity.Id)));

    private static string Asked(V1Call call, string name) => call.Http.Request.Query[name].ToString();

    private static void Warn(V1Call call, string text) => call.Http.Response.Headers.Warning = $"299 palisade \"{text}\"";
}
