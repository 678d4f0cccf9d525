using Palisade.Bench.Search.Inputs;

namespace Palisade.Bench.Search.Measuring;

/// <summary>What a recipe costs, and what it costs with benign text in place of its bytes.</summary>
/// <param name="NanosecondsPerByte">Of processor time.</param>
/// <param name="Benign">The same for benign text of the same size.</param>
internal sealed record Price(Recipe Recipe, double NanosecondsPerByte, double Benign)
{
    /// <summary>How many times dearer a byte is.</summary>
    public double Ratio => NanosecondsPerByte / Benign;
}

/// <summary>Measures recipes. Figures of benign text are remembered by size and shape.</summary>
/// <param name="sizeOnly">Whether the benign text is a form of few values of the same size in all, whatever the shape; otherwise it has the shape too.</param>
internal sealed class Scales(Inspection inspection, bool sizeOnly)
{
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(20);

    private static readonly byte[] Prose =
        "The garden chairs that we ordered in June have not come yet; could you please look, and call me back after five? The copper lantern in the window is for my aunt, who lives near the harbour. "u8.ToArray();

    private readonly Dictionary<(Shape, int, int), double> _benign = [];

    /// <summary>Once, or as often as it takes to be measurable.</summary>
    public Price Weigh(Recipe recipe) => new(recipe, PerByte(recipe, TimeSpan.Zero), Benign(recipe));

    /// <summary>Again with care: the best of several for both, in turns, so that what else the machine does hits both alike.</summary>
    public Price WeighAgain(Recipe recipe, int turns)
    {
        var counterpart = Counterpart(recipe);
        var (cost, benign) = (double.MaxValue, double.MaxValue);
        for (var turn = 0; turn < turns; turn++)
        {
            cost = Math.Min(cost, PerByte(recipe, Enough));
            benign = Math.Min(benign, PerByte(counterpart, Enough));
        }

        return new(recipe, cost, benign);
    }

    private double Benign(Recipe recipe)
    {
        var benign = Counterpart(recipe);
        var key = (benign.Shape, benign.Count, benign.Length);
        return _benign.TryGetValue(key, out var known) ? known : _benign[key] = PerByte(benign, Enough);
    }

    private Recipe Counterpart(Recipe recipe)
    {
        const int Few = 4;
        var benign = sizeOnly ? recipe with { Shape = Shape.Form, Count = Few, Length = Math.Max(1, Input.Of(recipe).Bytes / Few) } : recipe;
        return benign.With([], Prose, []);
    }

    // The best of at least two runs; of those that take long, two.
    private double PerByte(Recipe recipe, TimeSpan least)
    {
        var input = Input.Of(recipe);
        var (best, spent) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var runs = 0; runs < 2 || spent < least; runs++)
        {
            var time = inspection.Run(input);
            spent += time;
            if (time < best) best = time;
            if (runs > 0 && spent > 10 * Enough) break;
        }

        return best.TotalNanoseconds / input.Bytes;
    }
}
