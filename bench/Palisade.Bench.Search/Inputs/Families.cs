using System.Text;

namespace Palisade.Bench.Search.Inputs;

/// <summary>Inputs that one thinks of first, by what they are; the same in every run.</summary>
/// <param name="bytes">Of values in one request.</param>
internal sealed class Families(Food food, int bytes)
{
    private const int Many = 10_000;
    private const int OfEach = 64;
    private const int LongestPiece = 4096;

    private static readonly Shape[] Whole = [Shape.Form, Shape.Json, Shape.Multipart];

    /// <summary>Each family's name and its recipes.</summary>
    public IEnumerable<KeyValuePair<string, IEnumerable<Recipe>>> All() =>
    [
        new("many arguments", Units().SelectMany(u => new[] { Of(Shape.Form, Many, u), Of(Shape.Multipart, Many, u) })),
        new("deep JSON", Units().Select(u => Of(Shape.DeepJson, bytes / 2, u))),
        new("one character", Enumerable.Range(0, 256).SelectMany(b => InOneValue([(byte)b]))),
        new("hard texts", food.Words.SelectMany(InOneValue)),
        new("literals of rules", food.Patterns.Select(p => p.SelectMany(w => w).ToArray()).SelectMany(InOneValue)),
        new("random bytes", Some(random => Food.Bytes(random, LongestPiece)).SelectMany(InOneValue)),
        new("alternating near-matches", Some(random => (byte[])[.. food.NearMatch(random), .. food.NearMatch(random)]).SelectMany(InOneValue)),
    ];

    // What is in many small values, or in a deep one.
    private IEnumerable<byte[]> Units() => [Encoding.ASCII.GetBytes("garden "), .. Some(food.Any), .. Some(random => Food.Bytes(random, LongestPiece))];

    private static IEnumerable<byte[]> Some(Func<Random, byte[]> one) => Enumerable.Range(0, OfEach).Select(i => one(new Random(i)));

    private IEnumerable<Recipe> InOneValue(byte[] unit) => Whole.Select(shape => Of(shape, 1, unit));

    private Recipe Of(Shape shape, int count, byte[] unit) => new(shape, count, shape == Shape.DeepJson ? bytes - count : bytes / count, [], unit, []);
}
