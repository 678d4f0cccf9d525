using System.Net;
using Microsoft.Extensions.Logging;
using Palisade.Events;
using Palisade.Gateway.Accept;
using Palisade.Gateway.Inspect;

namespace Palisade.Gateway.Record;

/// <summary>The last stage, which runs for every request whatever happened: phase 5, metrics, access line, event.</summary>
/// <param name="tally">Counts requests by tenant; null for nobody.</param>
/// <param name="inspected">Told of every request; null for nobody.</param>
/// <param name="access">Takes the access line of every request; null for none.</param>
/// <param name="events">Takes an event, or answers false when it is lost; null for no events.</param>
internal sealed partial class Recorder(Inspector inspector, GatewayMetrics metrics, AccessLineBuilder lines, Func<AccessLogLine, bool>? access, EventBuilder builder, Func<SecurityEvent, bool>? events, Action<InspectedRequest>? inspected, TenantTally? tally, TimeProvider clock, ILogger<Recorder> log)
{
    /// <summary>Ends the exchange's story. Never throws: the request is over, whatever becomes of its record.</summary>
    public void Run(Exchange exchange)
    {
        try
        {
            inspector.Finish(exchange);
            inspected?.Invoke(new(new IPEndPoint(exchange.Client.Address, exchange.Client.Port), exchange.Transaction?.Findings ?? [], exchange.Transaction?.Faults ?? []));
            if (HabitLesson.Teaches(exchange)) HabitLesson.Give(exchange);
            var total = clock.GetElapsedTime(exchange.StartedAt);
            if (exchange.Probe is null) Count(exchange, total);
            exchange.Trace?.End(exchange.Status, Words.Of(exchange));
            // Last, and of every request: whoever sees the line has seen the event.
            access?.Invoke(lines.Build(exchange, total));
        }
        catch (Exception fault)
        {
            Log.NotRecorded(log, fault, exchange.Head.Id);
            metrics.EventLost();
        }

        exchange.Probe?.End(exchange.Head.Id, Words.Of(exchange), exchange.Verdict?.Reason);
    }

    // What we ask of ourselves is nobody's traffic and no attack, whatever the rules say: the monitor's log has it.
    private void Count(Exchange exchange, TimeSpan total)
    {
        metrics.Over(exchange, total);
        if (tally is not null && SiteWords.Tenant(exchange) is { } tenant) tally.Over(tenant, exchange.Status is >= 500 and < 600, exchange.Verdict is { Kind: VerdictKind.Block } || exchange.WouldBe is not null, total.TotalSeconds);
        if (events is not null && EventBuilder.IsWanted(exchange) && !events(builder.Build(exchange, total))) metrics.EventLost();
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Error, "Request {SupportId} could not be recorded.")]
        public static partial void NotRecorded(ILogger logger, Exception fault, string supportId);
    }
}
