using System.Net;
using System.Net.Sockets;
using Palisade.Gateway.Filter.Bots.Dns;
using Palisade.Protection.Bots;

namespace Palisade.Gateway.Filter.Bots;

/// <summary>
/// Says whether a client is the bot that it claims to be. What takes DNS happens beside the request: the first requests of an address count as
/// <see cref="BotProof.Pending"/>, and what came of it is remembered. At most one question is under way for an address, and so many in all.
/// </summary>
internal sealed class BotVerifier(DnsResolver dns, TimeProvider clock)
{
    /// <summary>Most verifications at once. A claim that finds no room is not taken for good: many false ones at once would be a way in.</summary>
    public const int MostAtOnce = 64;

    private const int MostNames = 8;
    private static readonly TimeSpan UnknownFor = TimeSpan.FromMinutes(1);

    private readonly ProofCache _known = new();
    private int _asking;

    /// <summary>What is known now; starts to find out what is not.</summary>
    public BotFinding Judge(BotClaim claim, IPAddress address, BotDefense defense)
    {
        if (claim.Bot.InRange(address)) return claim.Verified;
        if (claim.Bot.Suffixes.Count == 0) return claim.Spoofed;
        if (!defense.Config.Verification.Dns) return claim.NotAsked;

        var key = new ProofKey(claim.Bot.Name, address);
        var known = _known.Find(key);
        if (known is null)
        {
            if (Volatile.Read(ref _asking) >= MostAtOnce) return claim.TooMany;
            known = _known.Add(key);
        }

        if (known.IsDue(clock.GetTimestamp()) && known.TryTake()) Start(known, claim, address, defense);
        return Of(claim, known.Proof);
    }

    private static BotFinding Of(BotClaim claim, BotProof proof) => proof switch
    {
        BotProof.Verified => claim.Verified,
        BotProof.Pending => claim.Pending,
        BotProof.Spoofed => claim.Spoofed,
        _ => claim.Unknown,
    };

    private void Start(KnownProof known, BotClaim claim, IPAddress address, BotDefense defense)
    {
        Interlocked.Increment(ref _asking);
        _ = Task.Run(async () =>
        {
            var proof = BotProof.Unknown;
            try
            {
                proof = await ProveAsync(claim.Bot, address, defense);
            }
            finally
            {
                known.Settle(proof, clock.GetTimestamp() + Ticks(HowLong(proof, defense)));
                Interlocked.Decrement(ref _asking);
            }
        });
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    private static TimeSpan HowLong(BotProof proof, BotDefense defense) => proof switch
    {
        BotProof.Verified => TimeSpan.FromSeconds(defense.Config.Verification.VerifiedSeconds),
        BotProof.Spoofed => TimeSpan.FromSeconds(defense.Config.Verification.SpoofedSeconds),
        _ => UnknownFor,
    };

    /// <summary>The name of the address must be the bot's, and must have the address: whoever owns an address can name it as he likes.</summary>
    private async Task<BotProof> ProveAsync(BotDefinition bot, IPAddress address, BotDefense defense)
    {
        var timeout = TimeSpan.FromMilliseconds(defense.Config.Verification.TimeoutMs);
        var reverse = await dns.AskAsync(defense.Servers, DnsQuery.ReverseName(address), DnsType.Ptr, timeout);
        if (reverse.Outcome is DnsOutcome.Failed) return BotProof.Unknown;

        var proof = BotProof.Spoofed;
        var type = address.AddressFamily is AddressFamily.InterNetworkV6 ? DnsType.Aaaa : DnsType.A;
        foreach (var name in reverse.Names.Where(bot.InDomain).Take(MostNames))
        {
            var forward = await dns.AskAsync(defense.Servers, name, type, timeout);
            if (forward.Addresses.Contains(address)) return BotProof.Verified;
            if (forward.Outcome is DnsOutcome.Failed) proof = BotProof.Unknown;
        }

        return proof;
    }
}
