using System.Net.Sockets;
using Palisade.Configuration.Objects.Kinds;

namespace Palisade.Gateway.Proxy.Pools.Health;

/// <summary>Asks a server, in a request of our own, whether it is well.</summary>
internal sealed class HealthProbe(OriginPoolSpec pool, HealthCheck check, TimeProvider clock)
{
    private readonly StatusRange[] _expected = [.. check.ExpectedStatus.Select(Range)];

    /// <summary>Asks again and again until told to stop.</summary>
    public async Task RunAsync(PoolEndpoint endpoint, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(check.IntervalSeconds), clock);
        try
        {
            do
            {
                endpoint.Health.Checked(await IsWellAsync(endpoint, stop), check);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // So is the pool.
        }
    }

    private async Task<bool> IsWellAsync(PoolEndpoint endpoint, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(check.TimeoutMs), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return check.Path is { } path ? await AsksAsync(endpoint, path, either.Token) : await ConnectsAsync(endpoint, either.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<bool> ConnectsAsync(PoolEndpoint endpoint, CancellationToken stop)
    {
        await using var connection = await endpoint.Connector.DialAsync(stop);
        return true;
    }

    private async Task<bool> AsksAsync(PoolEndpoint endpoint, string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(check.Method is "HEAD" ? HttpMethod.Head : HttpMethod.Get, endpoint.Prefix + path);
        request.Headers.Host = check.Host;
        request.Headers.TryAddWithoutValidation("User-Agent", "Palisade-HealthCheck");
        (request.Version, request.VersionPolicy) = OriginVersion.Of(pool);
        using var answer = await endpoint.Invoker.SendAsync(request, stop);
        return _expected.Any(range => range.Has((int)answer.StatusCode));
    }

    private static StatusRange Range(string text) => StatusRange.TryRead(text, out var range) ? range : default;
}
