using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Phrases;

namespace Palisade.Protection.Bots;

/// <summary>All definitions, looked for at once: one pass over the User-Agent, however many there are. Safe for all requests at once.</summary>
public sealed class BotCatalog
{
    private readonly PhraseSet _tokens;
    private readonly Owner[][] _owners;
    private readonly HeaderNames _headers;
    private readonly KnownAgents _known = new();

    /// <summary>Arranges definitions; of several that match, the most harmful wins, then the longest token, then the first.</summary>
    public BotCatalog(IReadOnlyList<BotDefinition> bots)
    {
        Claims = [.. bots.Select(b => new BotClaim(b))];
        var tokens = Claims.SelectMany(c => c.Bot.Tokens.Select(t => (Token: t, Owner: new Owner(c, t.AtStart)))).GroupBy(t => t.Token.Text, StringComparer.OrdinalIgnoreCase).ToList();
        _owners = [.. tokens.Select(g => g.Select(t => t.Owner).ToArray())];
        _tokens = PhraseSet.Build([.. tokens.Select(g => Encoding.Latin1.GetBytes(g.Key))], foldCase: true);
        _headers = new HeaderNames(Claims);
    }

    /// <summary>Every definition, in order.</summary>
    public IReadOnlyList<BotClaim> Claims { get; }

    /// <summary>Which bot a request claims to come from; null for none. Linear in the header; allocates nothing but for what is kept of a User-Agent that comes again.</summary>
    /// <param name="userAgent">Empty for none.</param>
    public BotClaim? Find(ReadOnlySpan<byte> userAgent, IReadOnlyList<HeaderLine> headers)
    {
        var given = _headers.Find(headers);
        var named = Named(userAgent);
        return given is not null && (named is null || Rank(named) < Rank(given)) ? given : named;
    }

    /// <summary>What the User-Agent alone says.</summary>
    private BotClaim? Named(ReadOnlySpan<byte> userAgent)
    {
        var hash = KnownAgents.HashOf(userAgent);
        if (_known.TryFind(userAgent, hash, out var claim)) return claim;

        claim = Search(userAgent);
        _known.Note(userAgent, hash, claim);
        return claim;
    }

    private BotClaim? Search(ReadOnlySpan<byte> userAgent)
    {
        BotClaim? best = null;
        var longest = 0;
        foreach (var match in _tokens.FindAll(userAgent))
        {
            if (!IsWord(userAgent, match)) continue;
            foreach (var owner in _owners[match.Phrase])
            {
                if (owner.AtStart && match.Start != 0) continue;
                var (rank, bestRank) = (Rank(owner.Claim), best is null ? -1 : Rank(best));
                if (rank < bestRank || (rank == bestRank && match.Length <= longest)) continue;
                (best, longest) = (owner.Claim, match.Length);
            }
        }

        return best;
    }

    // A bot that says who it is says more than the library it is written with.
    private static int Rank(BotClaim claim) => claim.Bot.Class switch
    {
        BotClass.Malicious => 3,
        BotClass.Good => 2,
        BotClass.None => 1,
        _ => 0,
    };

    private static bool IsWord(ReadOnlySpan<byte> text, in PhraseMatch match)
    {
        var end = match.Start + match.Length;
        return (match.Start == 0 || !Joined(text[match.Start - 1], text[match.Start])) && (end == text.Length || !Joined(text[end - 1], text[end]));
    }

    private static bool Joined(byte left, byte right) => char.IsAsciiLetterOrDigit((char)left) && char.IsAsciiLetterOrDigit((char)right);

    private readonly record struct Owner(BotClaim Claim, bool AtStart);
}
