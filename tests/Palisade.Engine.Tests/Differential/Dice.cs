namespace Palisade.Engine.Tests.Differential;

/// <summary>Seeded choices.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public bool Percent(int chance) => _random.Next(100) < chance;

    public string Of(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    /// <summary>One of few choices, written <c>"40 often|5 rare"</c>.</summary>
    public string Weighted(string choices)
    {
        var all = choices.Split('|').Select(c => c.Split(' ', 2)).Select(c => (Weight: int.Parse(c[0]), Choice: c[1])).ToList();
        var at = _random.Next(all.Sum(c => c.Weight));
        foreach (var (weight, choice) in all)
        {
            at -= weight;
            if (at < 0) return choice;
        }

        throw new InvalidOperationException("weights do not add up");
    }

    public List<T> Some<T>(int least, int most, Func<T> one) => [.. Enumerable.Range(0, Between(least, most)).Select(_ => one())];
}
