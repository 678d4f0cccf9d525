using System.Diagnostics;
using Palisade.Bench.Search.Inputs;
using Palisade.Bench.Search.Measuring;

namespace Palisade.Bench.Search.Hunting;

/// <summary>Looks for the recipe with the highest ratio: the worst are kept, varied and crossed.</summary>
internal sealed class Hunt(Scales scales, Variation variation, Random random)
{
    private const int Kept = 48;
    private const int Shown = 10;
    private const int Turns = 5;
    private const int LastTurns = 25;

    private readonly List<Price> _worst = [];

    /// <summary>How many recipes were measured.</summary>
    public int Weighed { get; private set; }

    /// <summary>The worst of some recipes: those with the highest ratios are measured again with care.</summary>
    public static Price WorstOf(IEnumerable<Recipe> recipes, Scales scales) =>
        Again(recipes.Select(scales.Weigh).OrderByDescending(p => p.Ratio), scales)[0];

    /// <summary>Hunts for a while.</summary>
    /// <returns>The worst, measured again with care, in order of their ratios.</returns>
    public IReadOnlyList<Price> Run(TimeSpan time, Action<Price> found)
    {
        var clock = Stopwatch.StartNew();
        using var fresh = variation.Fresh().GetEnumerator();
        while (clock.Elapsed < time)
        {
            fresh.MoveNext();
            // The first part of the time goes to all kinds of beginnings; after that a new one now and then.
            var recipe = clock.Elapsed < time / 5 || _worst.Count < Kept || random.Next(10) == 0 ? fresh.Current : Next();
            var price = scales.Weigh(recipe);
            Weighed++;
            if (_worst.Count == Kept && price.Ratio <= _worst[^1].Ratio) continue;
            // A collection at the wrong moment looks like a find.
            if (_worst.Count >= Shown && price.Ratio > _worst[Shown - 1].Ratio) price = scales.WeighAgain(recipe, Turns);
            if (_worst.Count >= Shown && price.Ratio > _worst[0].Ratio) found(price);
            Keep(price);
        }

        return Again(_worst, scales);
    }

    private static List<Price> Again(IEnumerable<Price> worst, Scales scales) =>
        [.. worst.Take(Shown).Select(p => scales.WeighAgain(p.Recipe, LastTurns)).OrderByDescending(p => p.Ratio)];

    private Recipe Next() => random.Next(3) == 0 ? variation.Crossed(Chosen(), Chosen()) : variation.Mutated(Chosen());

    // The better of two: worse ones have their chance too.
    private Recipe Chosen() => _worst[Math.Min(random.Next(_worst.Count), random.Next(_worst.Count))].Recipe;

    private void Keep(Price price)
    {
        _worst.Add(price);
        _worst.Sort((one, other) => other.Ratio.CompareTo(one.Ratio));
        if (_worst.Count > Kept) _worst.RemoveAt(Kept);
    }
}
