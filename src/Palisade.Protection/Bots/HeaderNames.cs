using System.Text;
using Palisade.Engine.Http;
using Palisade.Engine.Phrases;

namespace Palisade.Protection.Bots;

/// <summary>The headers that give bots away, by the length of their names: nearly every header is passed over for its length.</summary>
internal sealed class HeaderNames
{
    private readonly Entry[]?[] _byLength;

    /// <summary>Arranges the headers of definitions.</summary>
    public HeaderNames(IReadOnlyList<BotClaim> claims)
    {
        var entries = claims.SelectMany(c => c.Bot.Headers.Select(h => new Entry(h.Name, PhraseSet.Build([Encoding.Latin1.GetBytes(h.Contains)], foldCase: true), c))).ToList();
        _byLength = new Entry[]?[entries.Count is 0 ? 0 : entries.Max(e => e.Name.Length) + 1];
        foreach (var group in entries.GroupBy(e => e.Name.Length)) _byLength[group.Key] = [.. group];
    }

    /// <summary>The first bot that a header gives away; null for none.</summary>
    public BotClaim? Find(IReadOnlyList<HeaderLine> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var name = headers[i].Name.Span;
            if (name.Length >= _byLength.Length || _byLength[name.Length] is not { } entries) continue;
            foreach (var entry in entries)
            {
                if (Ascii.EqualsIgnoreCase(name, entry.Name) && entry.Holds(headers[i].Value.Span)) return entry.Claim;
            }
        }

        return null;
    }

    private sealed record Entry(string Name, PhraseSet Contains, BotClaim Claim)
    {
        public bool Holds(ReadOnlySpan<byte> value) => Contains.IsEmpty || Contains.TryFindFirst(value, out _);
    }
}
