using System.Net;
using System.Text;
using Palisade.Engine.Addresses;

namespace Palisade.Bench.Micro.Cases;

/// <summary>A thousand addresses, half of each family, looked up in a set of a million IPv4 and a million IPv6 prefixes.</summary>
internal sealed class PrefixLookups
{
    private const int Prefixes = 1_000_000;
    private const int LookUps = 1000;

    private readonly IPAddress[] _addresses;
    private readonly PrefixSet _set;

    /// <summary>Makes set and addresses, always the same.</summary>
    public PrefixLookups()
    {
        var (random, builder) = (new Random(1), new PrefixSet.Builder());
        for (var i = 0; i < Prefixes; i++)
        {
            builder.TryAdd(Encoding.ASCII.GetBytes($"{Address(random, v6: false)}/{random.Next(20, 33)}"));
            builder.TryAdd(Encoding.ASCII.GetBytes($"{Address(random, v6: true)}/{random.Next(32, 65)}"));
        }

        _set = builder.Build();
        _addresses = [.. Enumerable.Range(0, LookUps).Select(i => Address(random, i % 2 == 0))];
    }

    /// <summary>Looks all up.</summary>
    public void Run()
    {
        foreach (var address in _addresses) _set.Contains(address);
    }

    // IPv6 as it is handed out: 2001 to 2c0f in the first 16 bits.
    private static IPAddress Address(Random random, bool v6)
    {
        var bytes = new byte[v6 ? 16 : 4];
        random.NextBytes(bytes);
        if (v6) (bytes[0], bytes[1]) = ((byte)random.Next(0x20, 0x2D), (byte)random.Next(0x10));
        return new IPAddress(bytes);
    }
}
