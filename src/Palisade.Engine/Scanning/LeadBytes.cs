using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Scanning;

/// <summary>A few bytes with one of which a window can begin in each of some texts: between them a search need not stop.</summary>
internal static class LeadBytes
{
    // More texts are found sooner by looking at every place.
    private const int MostTexts = 256;

    // So do bytes that are seen at every sixteenth place of a text.
    private const double MostChance = 0.06;

    // As often a byte occurs in what is no text.
    private const double CostOfByte = 1.0 / 256;

    /// <summary>The fewest and rarest that were found; empty where they would be too many.</summary>
    /// <param name="texts">In lower case.</param>
    /// <param name="width">The bytes of a window.</param>
    public static string Of(IEnumerable<string> texts, int width)
    {
        List<char[]> left = [.. texts.Select(t => t[..(t.Length < width ? 1 : t.Length - width + 1)].Distinct().ToArray())];
        if (left.Count > MostTexts) return "";
        var (leads, chance) = ("", 0.0);
        while (left.Count > 0)
        {
            var best = Best(left);
            (leads, chance) = (leads + best, chance + Chance(best));
            if (chance > MostChance) return "";
            left.RemoveAll(t => t.Contains(best));
        }

        return leads;
    }

    // The one that most texts have for how often a search stops at it.
    private static char Best(List<char[]> texts)
    {
        var having = new int[byte.MaxValue + 1];
        foreach (var text in texts)
        {
            foreach (var lead in text) having[lead]++;
        }

        return (char)Enumerable.Range(0, having.Length).MaxBy(lead => having[lead] / (Chance((char)lead) + CostOfByte));
    }

    /// <summary>The same bytes as they can stand in a value.</summary>
    public static byte[] InAnyCase(string leads) => [.. leads.SelectMany(c => new[] { (byte)c, (byte)char.ToUpperInvariant(c) }.Where(b => c < 0x80 || b == c)).Distinct()];

    private static double Chance(char lead) => WebText.Chance((byte)lead);
}
