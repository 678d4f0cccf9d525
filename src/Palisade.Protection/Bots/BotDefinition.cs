using System.Net;
using Palisade.SecLang;

namespace Palisade.Protection.Bots;

/// <summary>How a bot is known and what it is, as its file says; checked.</summary>
/// <param name="At">Where the definition stands.</param>
/// <param name="Name">Unique among all definitions; a later file's definition replaces an earlier one of the same name.</param>
/// <param name="Class">What it is, provided it is the one it claims to be.</param>
/// <param name="About">Where its makers describe it; empty for nowhere.</param>
/// <param name="Tokens">Texts of which one stands in its User-Agent.</param>
/// <param name="Headers">Headers of which one gives it away.</param>
/// <param name="Suffixes">Domains that the name of its address must end in, without a dot at the beginning; may be empty.</param>
/// <param name="Ranges">Its published addresses; may be empty.</param>
public sealed record BotDefinition(
    Place At,
    string Name,
    BotClass Class,
    BotCategory Category,
    string About,
    IReadOnlyList<BotToken> Tokens,
    IReadOnlyList<BotHeader> Headers,
    IReadOnlyList<string> Suffixes,
    IReadOnlyList<IPNetwork> Ranges)
{
    /// <summary>Whether a claim to be this bot can be checked.</summary>
    public bool CanBeVerified => Suffixes.Count > 0 || Ranges.Count > 0;

    /// <summary>Whether an address is among the published ones.</summary>
    public bool InRange(IPAddress address)
    {
        for (var i = 0; i < Ranges.Count; i++)
        {
            if (Ranges[i].Contains(address)) return true;
        }

        return false;
    }

    /// <summary>Whether a host name is in one of the bot's domains.</summary>
    /// <param name="host">Without a dot at the end.</param>
    public bool InDomain(string host)
    {
        foreach (var suffix in Suffixes)
        {
            if (!host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            if (host.Length == suffix.Length || host[^(suffix.Length + 1)] == '.') return true;
        }

        return false;
    }
}

/// <summary>A text in a User-Agent, compared without regard to case, and only as a whole word: no letter or digit may continue it on a side where it has one itself.</summary>
/// <param name="Text">One character per byte.</param>
/// <param name="AtStart">Whether it counts at the very beginning only; in files, a <c>^</c> before the text.</param>
public readonly record struct BotToken(string Text, bool AtStart);

/// <summary>A header that gives a bot away.</summary>
/// <param name="Name">Compared without regard to case.</param>
/// <param name="Contains">What its value holds, compared likewise; empty for any value.</param>
public readonly record struct BotHeader(string Name, string Contains);
