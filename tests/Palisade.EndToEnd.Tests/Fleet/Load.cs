using System.Collections.Concurrent;
using System.Net;

namespace Palisade.EndToEnd.Tests.Fleet;

/// <summary>Clients that ask gateways on and on over connections that they keep; the first answer that is no 200 is remembered.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int ClientsOfOne = 2;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Service, bool> _left = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly Task<int>[] _running;

    public Load(IEnumerable<Service> gateways, string host) =>
        _running = [.. gateways.SelectMany(g => Enumerable.Range(0, ClientsOfOne).Select(_ => Task.Run(() => AskAsync(g, host))))];

    /// <summary>Asks this one no more: it is going to be killed.</summary>
    public void Leave(Service gateway) => _left[gateway] = true;

    /// <summary>Ends it.</summary>
    /// <returns>How many were answered.</returns>
    public async Task<int> EndAsync()
    {
        await _stop.CancelAsync();
        var counts = await Task.WhenAll(_running);
        Assert.Empty(_faults);
        return counts.Sum();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task<int> AskAsync(Service gateway, string host)
    {
        using var client = new HttpClient { BaseAddress = FleetOfTwo.UrlOf(gateway), Timeout = TimeSpan.FromSeconds(30) };
        var count = 0;
        while (!_stop.IsCancellationRequested && !_left.ContainsKey(gateway))
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
                using var answer = await client.SendAsync(request);
                if (answer.StatusCode is not HttpStatusCode.OK) _faults.Enqueue($"{(int)answer.StatusCode} after {count}");
                count++;
            }
            catch (HttpRequestException) when (_left.ContainsKey(gateway))
            {
                // Killed by the test.
            }
            catch (HttpRequestException fault)
            {
                _faults.Enqueue($"{fault.Message} after {count}");
            }

            await Task.Delay(5);
        }

        return count;
    }
}
