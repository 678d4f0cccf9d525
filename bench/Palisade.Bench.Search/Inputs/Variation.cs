namespace Palisade.Bench.Search.Inputs;

/// <summary>New recipes from nothing, from one and from two.</summary>
/// <param name="budget">The most bytes of values in one request.</param>
internal sealed class Variation(Food food, Random random, int budget)
{
    private const int LongestPiece = 4096;

    /// <summary>What the gateway takes of a request's head, about.</summary>
    private const int LongestHead = 32 * 1024;

    private static readonly Shape[] Shapes = Enum.GetValues<Shape>();
    private static readonly int[] Counts = [1, 1, 2, 10, 100, 1000, 10_000];

    /// <summary>Known hard texts by turns, then anything.</summary>
    public IEnumerable<Recipe> Fresh()
    {
        foreach (var word in food.Words.OrderBy(_ => random.Next()).Take(60)) yield return Sized(Shapes[random.Next(Shapes.Length)], [], word, []);
        foreach (var shape in Shapes) yield return Sized(shape, [], Food.Bytes(random, LongestPiece), []);
        while (true) yield return Sized(Shapes[random.Next(Shapes.Length)], Piece(), food.Any(random), Piece());
    }

    /// <summary>One thing changed.</summary>
    public Recipe Mutated(Recipe recipe) => random.Next(9) switch
    {
        0 => Sized(Shapes[random.Next(Shapes.Length)], recipe.Start, recipe.Unit, recipe.End),
        1 => Fit(recipe with { Count = Counts[random.Next(Counts.Length)] }),
        2 => Fit(recipe with { Length = Math.Max(1, recipe.Length * random.Next(1, 9) / 2) }),
        3 => recipe with { Start = Changed(recipe.Start) },
        4 => recipe with { End = Changed(recipe.End) },
        5 => recipe with { Unit = [.. Cut(recipe.Unit), .. food.Any(random)] },
        _ => recipe with { Unit = Changed(recipe.Unit) },
    };

    /// <summary>Something of both.</summary>
    public Recipe Crossed(Recipe one, Recipe other) => random.Next(3) switch
    {
        0 => Fit(one with { Shape = other.Shape, Count = other.Count, Length = other.Length }),
        1 => one with { Start = other.Start, End = other.End },
        _ => one with { Unit = [.. Cut(one.Unit), .. Cut(other.Unit)] },
    };

    private Recipe Sized(Shape shape, byte[] start, byte[] unit, byte[] end)
    {
        var count = Counts[random.Next(Counts.Length)];
        // Small ones mostly: many can be measured, and what is dear grows later.
        var bytes = Math.Max(64, budget >> random.Next(8));
        return Fit(new(shape, Math.Min(count, bytes / 8), Math.Max(1, bytes / count), start, unit, end));
    }

    private Recipe Fit(Recipe recipe)
    {
        var inHead = recipe.Shape is Shape.Query or Shape.Headers or Shape.Cookies;
        var most = inHead ? Math.Min(budget, LongestHead) : budget;
        var count = Math.Min(recipe.Count, most / 8);
        return recipe with { Count = count, Length = Math.Clamp(recipe.Length, 1, most / count) };
    }

    private byte[] Piece() => random.Next(3) == 0 ? food.Any(random) : [];

    private byte[] Changed(byte[] text)
    {
        if (text.Length == 0) return food.Any(random);
        var at = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => [.. text[..at], .. text[(at + 1)..]],
            1 => [.. text[..at], (byte)random.Next(256), .. text[(at + 1)..]],
            2 when text.Length < LongestPiece => [.. text[..at], .. food.Any(random), .. text[at..]],
            3 when text.Length < LongestPiece => [.. text, .. text],
            _ => food.Any(random),
        };
    }

    private byte[] Cut(byte[] text) => text.Length < 2 ? text : text[..random.Next(1, Math.Min(text.Length, 64))];
}
