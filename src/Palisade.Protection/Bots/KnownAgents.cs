namespace Palisade.Protection.Bots;

/// <summary>
/// What was found in User-Agents that come again and again: a site's clients are a few hundred kinds of browsers. Of a fixed size, without a lock; what two threads
/// lose to one another is looked for once more.
/// </summary>
internal sealed class KnownAgents
{
    /// <summary>The longest that is kept, in bytes. Browsers' have 60 to 200.</summary>
    public const int Longest = 256;

    private const int Places = 256;

    private readonly Known?[] _known = new Known?[Places];

    // The last that was not known at each place: one that never comes again takes no room and drives nothing out.
    private readonly int[] _last = new int[Places];

    /// <summary>Whether it is known what a User-Agent says, and what.</summary>
    public bool TryFind(ReadOnlySpan<byte> agent, int hash, out BotClaim? claim)
    {
        var known = Volatile.Read(ref _known[Place(hash)]);
        var found = known is not null && known.Hash == hash && agent.SequenceEqual(known.Agent);
        claim = found ? known!.Claim : null;
        return found;
    }

    /// <summary>Takes note of what was found, from the second time on.</summary>
    public void Note(ReadOnlySpan<byte> agent, int hash, BotClaim? claim)
    {
        var place = Place(hash);
        if (agent.Length > Longest) return;
        if (_last[place] == hash) Volatile.Write(ref _known[place], new(hash, agent.ToArray(), claim));
        else _last[place] = hash;
    }

    /// <summary>A hash with a key of this process: nobody can choose which places their User-Agents take.</summary>
    public static int HashOf(ReadOnlySpan<byte> agent)
    {
        var hash = default(HashCode);
        hash.AddBytes(agent[..Math.Min(agent.Length, Longest)]);
        return hash.ToHashCode();
    }

    private static int Place(int hash) => hash & (Places - 1);

    private sealed record Known(int Hash, byte[] Agent, BotClaim? Claim);
}
