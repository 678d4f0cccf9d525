using System.Net;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>Asks the machine's resolver: so many names at once, each for so long, so that names that nobody answers for do not take all threads.</summary>
internal sealed class SystemNames : IDisposable
{
    private const int MostAtOnce = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);

    /// <summary>As a <see cref="NameLookup"/>.</summary>
    public async Task<IPAddress[]> FindAsync(string name, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            return await Dns.GetHostAddressesAsync(name, stop).WaitAsync(Patience, stop);
        }
        catch (TimeoutException)
        {
            return [];
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
