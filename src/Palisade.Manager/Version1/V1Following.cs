using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Palisade.Manager.Access;
using Palisade.Manager.Http;
using Palisade.Storage;

namespace Palisade.Manager.Version1;

/// <summary>
/// Makes what services stand for anew when something that they are made from was changed past the v1 interface. Changes of a tenant through either are followed one by one:
/// what follows is made of what is there.
/// </summary>
internal sealed partial class V1Following(ObjectStore store, ILogger logger)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>A route that is followed where it changes objects; any other as it is.</summary>
    public Route Followed(Route route) => route.Gate.Permission is Permission.Write && route.Path.Contains("{tenant}", StringComparison.Ordinal) ? route with { Run = c => RunAsync(route, c) } : route;

    /// <summary>Runs something when nobody else changes the tenant.</summary>
    public async Task<T> InTurnAsync<T>(string tenant, Func<Task<T>> run, CancellationToken stop)
    {
        var turn = _turns.GetOrAdd(tenant, static _ => new(1, 1));
        await turn.WaitAsync(stop);
        try
        {
            return await run();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Answer> RunAsync(Route route, Call call)
    {
        var answer = await route.Run(call);
        if (call.Flag("dry_run")) return answer;
        // Changes of many objects name no kind.
        if (!route.Path.Contains("{kind}", StringComparison.Ordinal) || Consequences.Follow(call.Kind.Name)) await FollowAsync(store.Tenant(call.Tenant), call);
        return answer;
    }

    private Task<bool> FollowAsync(TenantStore tenant, Call call) => InTurnAsync(
        tenant.Name,
        async () =>
        {
            if (await Consequences.AllAsync(tenant, call.Stop) is not { Count: > 0 } changes) return true;
            var result = await tenant.Changes.ApplyAsync(changes, new(call.By.Author, "what services of the v1 interface stand for"), stop: call.Stop);
            if (result.IsRefused) NotFollowed(logger, tenant.Name, string.Join(' ', result.Refusals.Take(10).Select(r => $"{r.Key}: {r.Fault.Field} {r.Fault.Message}")));
            return !result.IsRefused;
        },
        call.Stop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tenant {Tenant}: sites of services stay as they were, since what they would be is refused: {Reasons}")]
    private static partial void NotFollowed(ILogger logger, string tenant, string reasons);
}
