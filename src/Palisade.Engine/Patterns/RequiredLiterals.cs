using System.Collections.Immutable;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Patterns;

/// <summary>
/// Texts of which every match contains at least one, in any case: a value without any of them needs no match. Sound, not complete: where a pattern says
/// nothing useful there are none.
/// </summary>
internal static class RequiredLiterals
{
    private const int MostTexts = 256;
    private const int MostAlternatives = 64;
    private const int LongestText = 24;
    private const int MostBytesOfASet = 10;

    // The share of places that the texts may be expected at before asking for them is a waste.
    private const double WorthWhile = 0.2;

    private static readonly string[] OnlyEmpty = [""];

    /// <summary>What is known of a node: every text it can match, or texts of which each match has one, or nothing.</summary>
    private readonly record struct Known(string[]? Exact, string[]? Any);

    /// <summary>The texts, in lower case and as <see cref="WideText"/>; none when there are no useful ones.</summary>
    public static ImmutableArray<string> Of(PatternTree tree)
    {
        if (tree.Root.DescendantsAndSelf().Any(n => n is VerbNode)) return [];
        return Best(Of(tree.Root)) is { } texts && Commonness(texts) < WorthWhile ? [.. texts.Distinct(StringComparer.Ordinal)] : [];
    }

    private static Known Of(PatternNode node) => node switch
    {
        ByteNode bytes => OfSet(bytes.Set),
        SequenceNode sequence => OfSequence(sequence.Items.Select(Of)),
        ChoiceNode choice => OfChoice([.. choice.Branches.Select(Of)]),
        RepeatNode repeat => OfRepeat(repeat),
        CaptureNode capture => Of(capture.Body),
        AtomicNode atomic => Of(atomic.Body),
        EmptyNode or AnchorNode or LookNode or KeepNode => new(OnlyEmpty, null),
        _ => default,
    };

    private static Known OfSet(ByteSet set)
    {
        // A letter in both cases counts once.
        if (set.Count > 2 * MostBytesOfASet) return default;
        string[] texts = [.. set.Bytes.Select(b => char.ToLowerInvariant(WideText.Of(b))).Distinct().Select(c => c.ToString())];
        return texts.Length <= MostBytesOfASet ? new(texts, null) : default;
    }

    private static Known OfRepeat(RepeatNode repeat)
    {
        var item = Of(repeat.Item);
        if (repeat.Minimum == 0) return repeat.Maximum == 1 && item.Exact is { } exact ? new([.. exact, ""], null) : default;
        if (repeat is { Minimum: 1, Maximum: 1 }) return item;

        var repeated = OfSequence(Enumerable.Repeat(item, Math.Min(repeat.Minimum, LongestText)));
        // More repetitions may follow: what each match contains is known, but not all of it.
        return repeat.Minimum == repeat.Maximum && repeat.Minimum <= LongestText ? repeated : new(null, Best(repeated));
    }

    private static Known OfChoice(Known[] branches)
    {
        if (branches.All(b => b.Exact is not null) && branches.Sum(b => b.Exact!.Length) <= MostTexts) return new([.. branches.SelectMany(b => b.Exact!)], null);

        var any = new List<string>();
        foreach (var branch in branches)
        {
            if (Best(branch) is not { } texts || any.Count + texts.Length > MostTexts) return default;
            any.AddRange(texts);
        }

        return new(null, [.. any]);
    }

    private static Known OfSequence(IEnumerable<Known> items)
    {
        var run = OnlyEmpty;
        string[]? best = null;
        var whole = true;
        foreach (var item in items)
        {
            if (item.Exact is { } exact && Product(run, exact) is { } longer)
            {
                run = longer;
                continue;
            }

            best = Rarer(Rarer(best, run), Best(item));
            run = item.Exact ?? OnlyEmpty;
            whole = false;
        }

        return whole ? new(run, null) : new(null, Rarer(best, run));
    }

    private static string[]? Product(string[] heads, string[] tails)
    {
        if (tails is [""]) return heads;
        if (heads is [""]) return tails;
        if (heads.Length * tails.Length > MostAlternatives && heads.Length > 1 && tails.Length > 1) return null;
        var product = new string[heads.Length * tails.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = heads[i / tails.Length] + tails[i % tails.Length];
            if (product[i].Length > LongestText) return null;
        }

        return product;
    }

    private static string[]? Best(Known known) => Rarer(known.Exact, known.Any);

    private static string[]? Rarer(string[]? left, string[]? right)
    {
        if (!IsUseful(left)) return IsUseful(right) ? right : null;
        return !IsUseful(right) || Commonness(left!) <= Commonness(right!) ? left : right;
    }

    private static bool IsUseful(string[]? texts) => texts is { Length: > 0 } && !Array.Exists(texts, t => t.Length == 0);

    /// <summary>A guess at the chance to meet one of the texts at a given place.</summary>
    private static double Commonness(string[] texts) => texts.Sum(t => t.Aggregate(1.0, (chance, c) => chance * Commonness(c)));

    // Letters make up most of what is inspected, then digits and the marks of URLs and headers.
    private static double Commonness(char c) => c switch
    {
        'e' or 't' or 'a' or 'o' or 'i' or 'n' or 's' or 'r' => 0.08,
        >= 'a' and <= 'z' => 0.03,
        >= '0' and <= '9' or ' ' or '/' or '.' or '-' or '=' or '&' or '_' => 0.03,
        _ => 0.01,
    };
}
