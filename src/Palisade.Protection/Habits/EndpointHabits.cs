using System.Numerics;
using System.Runtime.CompilerServices;
using Palisade.Engine.Outcome;

namespace Palisade.Protection.Habits;

/// <summary>
/// What is usual at one endpoint. Of a fixed size; any number of threads learn and judge without a lock. A bit that two threads lose is learned with the next request.
/// </summary>
internal sealed class EndpointHabits
{
    /// <summary>The most parameters that are known of one.</summary>
    public const int Fields = 24;

    /// <summary>So many requests are enough to say what an endpoint never has.</summary>
    public const int EnoughRequests = 128;

    /// <summary>The most requests that one client counts for.</summary>
    public const int MostOfOneClient = 16;

    private const int SampledMask = 7;

    private readonly ulong[] _names = new ulong[Fields];
    private readonly FieldHabits[] _fields = new FieldHabits[Fields];
    private readonly uint[] _bodies = new uint[BodyTypes.Count];
    private ClientRequests _requests;
    private ulong _clients;
    private uint _clientsWithMore;
    private int _learned;
    private int _turn;

    /// <summary>Whether enough requests of enough clients were seen. From then on it is kept.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>How little is lost when it makes room.</summary>
    public int Learned => _learned;

    /// <summary>Notes a request.</summary>
    /// <returns>False where there is nothing to learn from it: most requests of clients that one knows.</returns>
    public bool Learn(int client, int bodyType)
    {
        ref var requests = ref _requests[client];
        if (requests >= MostOfOneClient && IsKnown && (_turn++ & SampledMask) != 0) return false;
        if (requests < MostOfOneClient)
        {
            requests++;
            _learned++;
            _clients |= 1ul << client;
            if (_learned >= EnoughRequests && BitOperations.PopCount(_clients) >= FieldHabits.EnoughClients) IsKnown = true;
        }

        var bit = 1u << (client & 31);
        if ((_bodies[bodyType] & bit) == 0) _bodies[bodyType] |= bit;
        return true;
    }

    /// <summary>Learns a parameter of a request.</summary>
    public void Learn(int client, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var key = Templates.OfName(name);
        var at = Array.IndexOf(_names, key);
        if (at < 0) at = Place(key);
        if (at >= 0) _fields[at].Learn(client, value);
        else _clientsWithMore |= 1u << (client & 31);
    }

    /// <summary>How far a part of a request is from what is usual.</summary>
    public Departure Of(RequestPart part, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int bodyType)
    {
        if (!IsKnown) return default;
        if (part is RequestPart.Body) return BitOperations.PopCount(_bodies[bodyType]) < FieldHabits.UsualClients ? Departures.Body : default;

        var at = Array.IndexOf(_names, Templates.OfName(name));
        if (at < 0 || _fields[at].Clients < FieldHabits.UsualClients) return BitOperations.PopCount(_clientsWithMore) >= FieldHabits.UsualClients ? default : Departures.Name;
        if (part is RequestPart.ParameterName || _fields[at].Clients < FieldHabits.EnoughClients) return default;
        var (strange, onlyOne) = _fields[at].Strange(value);
        return Departures.Of(strange, onlyOne, _fields[at].IsLong(value));
    }

    /// <summary>Counts down, as what is seldom asked for makes room for what may be usual.</summary>
    /// <returns>Whether nothing is left.</returns>
    public bool Fade() => Interlocked.Decrement(ref _learned) <= 0;

    /// <summary>Starts again.</summary>
    public void Clear()
    {
        Array.Clear(_names);
        Array.Clear(_fields);
        Array.Clear(_bodies);
        _requests = default;
        (_clients, _clientsWithMore, _learned) = (0, 0, 0);
    }

    // A free place, or that of a name which few clients sent; -1 for none. A name that is usual never makes room.
    private int Place(ulong key)
    {
        var seldom = -1;
        for (var i = 0; i < Fields; i++)
        {
            if (_names[i] == 0 && Interlocked.CompareExchange(ref _names[i], key, 0) == 0) return i;
            if (seldom < 0 && _fields[i].Clients < FieldHabits.UsualClients) seldom = i;
        }

        if (seldom < 0 || !_fields[seldom].Fade()) return -1;
        _fields[seldom] = default;
        _names[seldom] = key;
        return seldom;
    }

    [InlineArray(SiteHabits.Clients)]
    private struct ClientRequests
    {
        private byte _first;
    }
}
