using Palisade.Engine.Http;

namespace Palisade.Protection.Bots;

/// <summary>What can be said of a client from its headers alone: the bot it claims to be, or what its headers give away.</summary>
/// <param name="Claim">Null when it claims to be no bot that is known.</param>
/// <param name="Finding">What holds as long as nobody verified <paramref name="Claim"/>.</param>
public readonly record struct ClientClaim(BotClaim? Claim, BotFinding Finding)
{
    /// <summary>Judges headers. One pass over them and one over the User-Agent; allocates nothing and never throws.</summary>
    /// <param name="secure">Whether the client spoke TLS, with us or with a trusted proxy.</param>
    public static ClientClaim Of(BotCatalog catalog, IReadOnlyList<HeaderLine> headers, bool secure)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(headers);
        var traits = RequestTraits.Of(headers);
        if (catalog.Find(traits.UserAgent, headers) is { } claim) return new(claim, claim.NeedsProof ? claim.NotAsked : claim.NotNeeded);

        return new(null, BrowserCheck.Judge(traits, secure));
    }
}
