using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Palisade.Api.Json;
using Palisade.Api.Objects;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;

namespace Palisade.Manager.Objects;

/// <summary>
/// Following a tenant: a long poll, or with <c>Accept: text/event-stream</c> a stream of events whose ids are revisions, so that a browser resumes by
/// itself. A stream ends after a minute and is begun anew by its client, so that rights that were taken hold.
/// </summary>
internal sealed class WatchRoutes(ObjectStore store, CancellationToken ending)
{
    private const int Longest = 60;
    private const int MostWatchers = 1000;

    private int _watchers;

    /// <summary>The routes.</summary>
    public IEnumerable<Route> All =>
    [
        new("GET", "/api/tenants/{tenant}/watch", "Wait for changes", Gate.Somewhere(Permission.Read), WatchAsync)
        {
            Query = [new("after", "integer", "The revision that is known. Default the newest.", 0, long.MaxValue), new("seconds", "integer", "How long to wait. Default 30.", 0, Longest)],
            Answers = [new(200, typeof(Watched)), new(200, typeof(string), "text/event-stream")], Problems = [429],
        },
    ];

    private async Task<Answer> WatchAsync(Call call)
    {
        var isStream = call.Header("Accept")?.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) is true;
        var known = long.TryParse(call.Header("Last-Event-ID"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var last) ? last : call.Number("after");
        var after = known ?? await store.Tenant(call.Tenant).RevisionAsync(call.Stop);
        if (isStream) return new(200) { Stream = http => InTurnAsync(() => StreamAsync(http, call, after)) };
        var told = default(Watched);
        await InTurnAsync(async () => told = await NextAsync(call, after, TimeSpan.FromSeconds(call.Number("seconds") ?? 30)));
        return Answer.Ok(told!);
    }

    private async Task StreamAsync(HttpContext http, Call call, long after)
    {
        http.Response.ContentType = "text/event-stream";
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(call.Number("seconds") ?? Longest));
        await http.Response.Body.WriteAsync("retry: 1000\n\n"u8.ToArray(), call.Stop);
        await http.Response.Body.FlushAsync(call.Stop);
        while (!enough.IsCancellationRequested && !ending.IsCancellationRequested)
        {
            var next = await NextAsync(call, after, TimeSpan.FromSeconds(5), enough.Token);
            var text = next.Revision > after ? $"id: {next.Revision}\nevent: changes\ndata: {JsonSerializer.Serialize(next, Wire.Options)}\n\n" : ":\n\n";
            after = next.Revision;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), call.Stop);
            await http.Response.Body.FlushAsync(call.Stop);
        }
    }

    private async Task<Watched> NextAsync(Call call, long after, TimeSpan longest, CancellationToken enough = default)
    {
        var tenant = store.Tenant(call.Tenant);
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(call.Stop, ending, enough);
        wait.CancelAfter(longest);
        try
        {
            await tenant.WaitAsync(after, wait.Token);
        }
        catch (OperationCanceledException) when (!call.Stop.IsCancellationRequested)
        {
            // Nothing happened for as long as was asked.
        }

        var since = await tenant.ChangesSinceAsync(after, stop: call.Stop);
        return new(since.Revision, since.IsWhole,
            [.. since.Changes.Where(c => call.By.May(Permission.Read, call.Tenant, c.Key)).Select(c => new WatchedChange(c.Revision, c.Key.Kind, c.Key.Namespace, c.Key.Name, c.Operation, c.Generation))]);
    }

    private async Task InTurnAsync(Func<Task> watch)
    {
        if (Interlocked.Increment(ref _watchers) > MostWatchers)
        {
            Interlocked.Decrement(ref _watchers);
            throw new RequestRefused(429, $"There are {MostWatchers} who wait already.") { RetryAfter = TimeSpan.FromSeconds(5) };
        }

        try
        {
            await watch();
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }
}
