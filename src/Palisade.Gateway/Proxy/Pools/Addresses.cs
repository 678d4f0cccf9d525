using System.Net;
using System.Net.Sockets;

namespace Palisade.Gateway.Proxy.Pools;

/// <summary>Finds the addresses of a name. Throws <see cref="SocketException"/> where there are none.</summary>
internal delegate Task<IPAddress[]> NameLookup(string name, CancellationToken stop);

/// <summary>Where a server is. A name keeps its last good answer for as long as there is no other.</summary>
internal sealed class Addresses
{
    private readonly string _name;
    private readonly NameLookup _lookup;
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IPAddress[] _known = [];

    /// <param name="host">An address or a name.</param>
    public Addresses(string host, NameLookup lookup)
    {
        (_name, _lookup) = (host, lookup);
        if (!IPAddress.TryParse(host, out var address)) return;

        _known = [address];
        IsFixed = true;
        _looked.SetResult();
    }

    /// <summary>Whether it is an address, for which nothing is ever looked up.</summary>
    public bool IsFixed { get; }

    /// <summary>Whether it can be connected to, as far as is known: a name that was looked up in vain cannot.</summary>
    public bool AreKnown => Volatile.Read(ref _known).Length > 0 || !_looked.Task.IsCompleted;

    /// <summary>The addresses, once there was a first answer.</summary>
    /// <exception cref="SocketException">The name has none.</exception>
    public async ValueTask<IPAddress[]> GetAsync(CancellationToken stop)
    {
        if (!_looked.Task.IsCompleted) await _looked.Task.WaitAsync(stop);
        return Volatile.Read(ref _known) is { Length: > 0 } known ? known : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Looks the name up; what goes wrong changes nothing.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var found = await _lookup(_name, stop);
            if (found.Length > 0) Volatile.Write(ref _known, found);
        }
        catch (Exception unknown) when (unknown is SocketException or OperationCanceledException or ArgumentException)
        {
            // The last good answer stays.
        }

        _looked.TrySetResult();
    }
}
