using System.Net;
using System.Net.Sockets;
using Palisade.Engine.Http;
using Palisade.Engine.Outcome;
using Palisade.Engine.Transactions;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Habits;

/// <summary>
/// What is usual at the endpoints of one site, learned from requests in which nothing was found: which parameters there are, how long they are and of which bytes, and
/// which type a body has. Held in memory of a fixed size, without a lock, and forgotten with the process.
/// </summary>
/// <remarks>docs/detection.md, "Endpoint habits", says what counts and why nobody can teach it alone.</remarks>
public sealed class SiteHabits
{
    /// <summary>The most endpoints that are known of one site.</summary>
    public const int MostEndpoints = 128;

    /// <summary>How many clients are told apart.</summary>
    internal const int Clients = 64;

    private const int Probes = 8;
    private const int MostParameters = 64;

    private readonly HabitMemory _memory;
    private readonly Lazy<Places> _places = new(() => new Places());
    private bool _closed;
    private int _taken;

    /// <summary>Knows nothing.</summary>
    /// <param name="memory">What bounds all sites; that of the process unless told.</param>
    public SiteHabits(HabitMemory? memory = null)
    {
        _memory = memory ?? HabitMemory.Process;
        Check = Of;
    }

    /// <summary>How far a part of a request is from what is usual. The same delegate for every request.</summary>
    public HabitCheck Check { get; }

    /// <summary>How many endpoints take room.</summary>
    public int Endpoints => Volatile.Read(ref _taken);

    /// <summary>Learns from a request in which nothing was found and that the application answered.</summary>
    /// <param name="path">As <see cref="PlainPath.Of"/> gives it.</param>
    public void Learn(Transaction transaction, ReadOnlySpan<byte> path)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var head = transaction.Head;
        var type = BodyTypes.Of(head);
        // What has no parameters (pictures, scripts, pages) has no habits, and takes no room.
        if (transaction.QueryArguments.Count == 0 && transaction.BodyArguments.Count == 0 && type == 0) return;

        var client = ClientOf(head.Endpoints.Client);
        if (Find(Templates.OfEndpoint(head.Method.Span, path), learning: true) is not { } endpoint || !endpoint.Learn(client, type)) return;
        for (var i = 0; i < Math.Min(MostParameters, transaction.QueryArguments.Count); i++) endpoint.Learn(client, transaction.QueryArguments[i].Key.Span, transaction.QueryArguments[i].Value.Span);
        for (var i = 0; i < Math.Min(MostParameters, transaction.BodyArguments.Count); i++) endpoint.Learn(client, transaction.BodyArguments[i].Name.Span, transaction.BodyArguments[i].Value.Span);
    }

    /// <summary>Gives its room back: the site is gone.</summary>
    public void Close()
    {
        if (!Interlocked.Exchange(ref _closed, true)) _memory.Return(Volatile.Read(ref _taken));
    }

    private Departure Of(RequestHead head, RequestPart part, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!_places.IsValueCreated) return default;
        var path = PlainPath.Of(head.Target);
        return Find(Templates.OfEndpoint(head.Method.Span, path.Span), learning: false)?.Of(part, name, value, BodyTypes.Of(head)) ?? default;
    }

    private EndpointHabits? Find(ulong key, bool learning)
    {
        var places = _places.Value;
        for (var i = 0; i < Probes; i++)
        {
            var at = (int)((key + (ulong)i) % MostEndpoints);
            if (Volatile.Read(ref places.Keys[at]) == key) return Volatile.Read(ref places.Known[at]);
        }

        return learning ? Place(places, key) : null;
    }

    // A free place, or that of an endpoint that is asked for so seldom that it counted down to nothing. One that is known stays.
    private EndpointHabits? Place(Places places, ulong key)
    {
        var least = -1;
        for (var i = 0; i < Probes; i++)
        {
            var at = (int)((key + (ulong)i) % MostEndpoints);
            if (Volatile.Read(ref places.Known[at]) is not { } known)
            {
                if (Take(ref places.Known[at]) is not { } taken) return null;
                Volatile.Write(ref places.Keys[at], key);
                return taken;
            }

            if (!known.IsKnown && (least < 0 || known.Learned < places.Known[least]!.Learned)) least = at;
        }

        if (least < 0 || !places.Known[least]!.Fade()) return null;
        Volatile.Write(ref places.Keys[least], 0);
        places.Known[least]!.Clear();
        Volatile.Write(ref places.Keys[least], key);
        return places.Known[least];
    }

    private EndpointHabits? Take(ref EndpointHabits? place)
    {
        if (Volatile.Read(ref _closed) || !_memory.TryTake()) return null;
        var made = new EndpointHabits();
        if (Interlocked.CompareExchange(ref place, made, null) is null)
        {
            Interlocked.Increment(ref _taken);
            return made;
        }

        // Another thread was first, perhaps for another endpoint: the next request finds out.
        _memory.Return(1);
        return null;
    }

    // One network is one client: whoever has a whole one is still one.
    private static int ClientOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length)) return 0;
        var network = address.AddressFamily is AddressFamily.InterNetwork ? bytes[..3] : address.IsIPv4MappedToIPv6 ? bytes[..15] : bytes[..Math.Min(length, 6)];
        return (int)(KeyedHash.Of(network) % Clients);
    }

    private sealed class Places
    {
        public ulong[] Keys { get; } = new ulong[MostEndpoints];

        public EndpointHabits?[] Known { get; } = new EndpointHabits?[MostEndpoints];
    }
}
