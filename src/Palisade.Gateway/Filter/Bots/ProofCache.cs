using System.Collections.Concurrent;
using System.Net;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Filter.Bots;

/// <summary>A claim of one address.</summary>
internal readonly record struct ProofKey(string Bot, IPAddress Address);

/// <summary>What is known of one claim.</summary>
internal sealed class KnownProof
{
    private long _until;
    private int _proof = (int)BotProof.Pending;
    private int _taken;

    /// <summary>What is known; while it is being found out again, what was known before.</summary>
    public BotProof Proof => (BotProof)Volatile.Read(ref _proof);

    /// <summary>Whether it is to be found out, for the first time or again.</summary>
    public bool IsDue(long now) => now >= Volatile.Read(ref _until);

    /// <summary>True for the one who finds it out.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    /// <summary>Notes what was found out.</summary>
    public void Settle(BotProof proof, long until)
    {
        Volatile.Write(ref _proof, (int)proof);
        Volatile.Write(ref _until, until);
        Volatile.Write(ref _taken, 0);
    }
}

/// <summary>
/// What is known of claims, in bounded memory: two generations, of which the older is forgotten when the younger is full. What is asked for moves to
/// the younger one.
/// </summary>
internal sealed class ProofCache
{
    /// <summary>Most claims in each generation; some 150 bytes each.</summary>
    public const int MostEach = 32_768;

    private ConcurrentDictionary<ProofKey, KnownProof> _young = new();
    private ConcurrentDictionary<ProofKey, KnownProof> _old = new();
    private int _count;

    /// <summary>Null when nothing is known.</summary>
    public KnownProof? Find(in ProofKey key)
    {
        if (Volatile.Read(ref _young).TryGetValue(key, out var known)) return known;
        return Volatile.Read(ref _old).TryGetValue(key, out known) ? Add(key, known) : null;
    }

    /// <summary>A new one; or what another request has added meanwhile.</summary>
    public KnownProof Add(in ProofKey key) => Add(key, new());

    private KnownProof Add(in ProofKey key, KnownProof known)
    {
        var young = Volatile.Read(ref _young);
        var kept = young.GetOrAdd(key, known);
        if (ReferenceEquals(kept, known) && Interlocked.Increment(ref _count) > MostEach && Interlocked.CompareExchange(ref _young, new(), young) == young)
        {
            Volatile.Write(ref _old, young);
            Volatile.Write(ref _count, 0);
        }

        return kept;
    }
}
