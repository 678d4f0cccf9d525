using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Palisade.Gateway.Record.Probes;

/// <summary>The monitor's log and how its URLs fare, as JSON at the administration endpoint.</summary>
internal sealed class ProbeReport(HealthMonitor monitor, ProbeLog log)
{
    /// <summary>Where it is told.</summary>
    public const string Path = "/probes";

    /// <summary>Answers a question; what is wrong with one is told with 400.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        if (ProbeQuery.TryRead(http.Request.Query, out var wanted) is { } fault)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await JsonSerializer.SerializeAsync(http.Response.Body, fault, ProbeJson.Default.ProbeRefusal, http.RequestAborted);
            return;
        }

        var all = log.Newest();
        var page = new ProbePage(ProbeLog.Most, all.Count, log.IsOnDisk, monitor.LeftOut, [.. monitor.States.Where(wanted.Has)], [.. all.Where(wanted.Has).Take(wanted.Limit)]);
        await JsonSerializer.SerializeAsync(http.Response.Body, page, ProbeJson.Default.ProbePage, http.RequestAborted);
    }
}
