using System.Text;
using System.Text.RegularExpressions;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Automata;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>Automata and the translation to .NET's regex, asked the same.</summary>
public sealed class AutomatonTests
{
    private const PatternFlags RuleFlags = PatternFlags.DotAll | PatternFlags.MultiLine;

    // So little that states are dropped at nearly every step.
    private static readonly PatternMemory Tiny = new(forEach: 1);

    private static readonly PatternMemory Ample = new(forEach: 1 << 18);

    private static readonly string[] Anchors = ["^", "$", "(?-m:$)", "\\A", "\\z", "\\Z", "\\b", "\\B"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Random_patterns_match_as_in_the_reference(int seed)
    {
        var generator = new PatternGenerator(seed);
        int compared = 0, matched = 0;
        for (var i = 0; i < 6_000; i++)
        {
            var text = generator.Pattern();
            var flags = i % 3 == 0 ? PatternFlags.None : RuleFlags;
            if (PatternParser.Parse(text, flags).Tree is not { } tree || Automaton.Build(tree, Tiny) is not { } automaton || LoopsOverAnchors(tree)) continue;
            var reference = Reference(tree);
            for (var subjects = 0; subjects < 6; subjects++)
            {
                var subject = generator.Subject();
                var expected = reference.IsMatch(WideText.Of(subject));
                Assert.True(expected == automaton.IsMatch(subject, 0, out _), $"seed {seed}: {Show(text)} {flags} on {Show(subject)}: expected {expected}");
                compared++;
                if (expected) matched++;
            }
        }

        Assert.True(compared > 5_000, $"{compared} compared");
        Assert.InRange(matched, compared / 4, compared * 9 / 10);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    public void Random_patterns_match_in_long_texts_as_in_the_reference(int seed)
    {
        // Texts so long that they are read at several places at once, most of them of bytes that lead back to where a search begins.
        var generator = new PatternGenerator(seed);
        var random = new Random(seed);
        int compared = 0, matched = 0;
        for (var i = 0; i < 6_000; i++)
        {
            var text = generator.Pattern();
            var tree = PatternParser.Parse(text, i % 3 == 0 ? PatternFlags.None : RuleFlags).Tree;
            if (tree is null || LoopsOverAnchors(tree) || Automaton.Build(tree, i % 4 == 0 ? Tiny : Ample) is not { } automaton) continue;
            var reference = Reference(tree);
            for (var subjects = 0; subjects < 6; subjects++)
            {
                byte[] subject = [.. Enumerable.Range(0, random.Next(3)).SelectMany(_ => generator.Subject().Concat(Filling(random))), .. generator.Subject()];
                if (MatchesInTime(reference, subject) is not { } expected) break;
                Assert.True(expected == automaton.IsMatch(subject, 0, out _), $"seed {seed}: {Show(text)} on {Show(subject)}: expected {expected}");
                compared++;
                if (expected) matched++;
            }
        }

        Assert.True(compared > 5_000, $"{compared} compared");
        Assert.InRange(matched, compared / 4, compared * 19 / 20);
    }

    [Theory]
    [InlineData("[abc][a-e]{2}q")]
    [InlineData("(?s)[a-e]q.*[a-e]q")]
    [InlineData("[a-e ][^ ]{12}[^ ]*q")]
    [InlineData("(?:[abc]|[de])+q[ab]")]
    [InlineData("^[a-e]q|[a-e]q$")]
    [InlineData("[a-e]q{3}|q [a-e]+ [^z]*q")]
    [InlineData("[a-e ](?:q[^q]*q[^q]*)+z")]
    public void What_is_found_in_a_long_text_does_not_hang_on_where_it_lies(string pattern)
    {
        var random = new Random(16);
        var tree = PatternParser.Parse(pattern, RuleFlags).Tree!;
        var (automaton, reference) = (Automaton.Build(tree, Ample)!, Reference(tree));
        var matched = 0;
        const int rounds = 4_000;
        for (var i = 0; i < rounds; i++)
        {
            var subject = Enumerable.Range(0, random.Next(100, 3_000)).Select(_ => (byte)"abcdeabcde \n"[random.Next(12)]).ToArray();
            for (var rare = random.Next(4); rare > 0; rare--)
            {
                var at = random.Next(subject.Length - 4);
                "qqzq"u8[..random.Next(1, 5)].CopyTo(subject.AsSpan(at));
            }

            var expected = reference.IsMatch(WideText.Of(subject));
            Assert.True(expected == automaton.IsMatch(subject, 0, out _), $"{Show(subject)}: expected {expected}");
            if (expected) matched++;
        }

        Assert.InRange(matched, rounds / 50, rounds - (rounds / 50));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    public void A_match_ends_where_following_all_ways_says(int seed)
    {
        var generator = new PatternGenerator(seed);
        var random = new Random(seed);
        int found = 0, told = 0;
        Span<int> slots = stackalloc int[2];
        for (var i = 0; i < 20_000; i++)
        {
            var text = generator.Pattern();
            if (PatternParser.Parse(text, i % 3 == 0 ? PatternFlags.None : RuleFlags).Tree is not { } tree || Nfa.Build(tree) is not { } nfa) continue;
            for (var subjects = 0; subjects < 6; subjects++)
            {
                byte[] subject = [.. generator.Subject(), .. subjects < 4 ? [] : Filling(random), .. generator.Subject()];
                if (!PikeMachine.OfThread.Match(nfa, subject, 0, hereAndNotEmpty: false, slots, long.MaxValue, out _)) continue;
                found++;
                var end = MatchEnds.Of(nfa).Find(subject, slots[0]);
                if (end == MatchEnds.Unknown) continue;
                told++;
                Assert.True(slots[1] == end, $"seed {seed}: {Show(text)} on {Show(subject)} from {slots[0]}: expected {slots[1]}, told {end}");
            }
        }

        Assert.True(found > 5_000, $"{found} found");
        Assert.InRange(told, found * 99 / 100, found);
    }

    [Fact]
    public void Many_short_matches_in_a_row_end_where_one_alone_does()
    {
        var generator = new PatternGenerator(20);
        Span<int> slots = stackalloc int[2];
        var matched = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var text = generator.Pattern();
            if (PatternParser.Parse(text, RuleFlags).Tree is not { } tree || Automaton.Build(tree) is not { } automaton || Nfa.Build(tree) is not { } nfa) continue;
            for (var subjects = 0; subjects < 60; subjects++)
            {
                var subject = generator.Subject();
                if (!automaton.IsMatch(subject, 0, out _)) continue;
                matched++;
                Assert.True(automaton.Match(subject, 0, hereAndNotEmpty: false, slots, out _));
                var (from, to) = (slots[0], slots[1]);
                Assert.True(PikeMachine.OfThread.Match(nfa, subject, 0, hereAndNotEmpty: false, slots, long.MaxValue, out _));
                Assert.True((from, to) == (slots[0], slots[1]), $"{Show(text)} on {Show(subject)}: {from} to {to}, not {slots[0]} to {slots[1]}");
            }
        }

        Assert.True(matched > 10_000, $"{matched}");
    }

    [Fact]
    public void Ends_that_take_a_new_state_at_each_byte_are_left_to_another_machine()
    {
        // Which of the last 14 bytes were an a is another state for each of 2^14 texts.
        var nfa = Nfa.Build(PatternParser.Parse("(?:.*a.{14}b)+", RuleFlags).Tree!)!;
        var random = new Random(20);
        var subject = Enumerable.Range(0, 20_000).Select(_ => (byte)"ab"[random.Next(2)]).ToArray();
        Assert.Equal(MatchEnds.Unknown, MatchEnds.Of(nfa).Find(subject, 0));
        Assert.InRange(MatchEnds.Of(nfa).Steps, 1, 100 * subject.Length);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Whether_a_match_starts_within_some_places_is_as_following_all_ways_says(int seed)
    {
        var generator = new PatternGenerator(seed);
        var random = new Random(seed);
        int asked = 0, told = 0, within = 0;
        Span<int> slots = stackalloc int[2];
        for (var i = 0; i < 10_000; i++)
        {
            var text = generator.Pattern();
            if (PatternParser.Parse(text, i % 3 == 0 ? PatternFlags.None : RuleFlags).Tree is not { } tree || Nfa.Build(tree) is not { } nfa) continue;
            var memory = i % 4 == 0 ? Tiny : Ample;
            var (anywhere, here) = (new LazyDfa(nfa, startsHere: false, memory, long.MaxValue), new LazyDfa(nfa, startsHere: true, memory, long.MaxValue));
            for (var subjects = 0; subjects < 6; subjects++)
            {
                byte[] subject = [.. generator.Subject(), .. subjects < 4 ? [] : Filling(random), .. generator.Subject()];
                var first = random.Next(subject.Length + 1);
                var last = random.Next(first, subject.Length + 1);
                var expected = PikeMachine.OfThread.Match(nfa, subject, first, hereAndNotEmpty: false, slots, long.MaxValue, out _) && slots[0] <= last;
                asked++;
                if (anywhere.StartsIn(subject, first, last, here) is not { } isIn) continue;
                told++;
                if (expected) within++;
                Assert.True(expected == isIn, $"seed {seed}: {Show(text)} on {Show(subject)} from {first} to {last}: expected {expected}");
            }
        }

        Assert.True(asked > 5_000, $"{asked} asked");
        Assert.InRange(told, asked * 3 / 4, asked);
        Assert.InRange(within, told / 5, told * 4 / 5);
    }

    [Theory]
    [InlineData("x[^z]+z?y")]
    [InlineData("x[^z]+zzy")]
    [InlineData("x.*zz$")]
    public void The_first_place_is_found_where_it_takes_the_whole_text_to_rule_others_out(string pattern)
    {
        // Every x may start a match to the end of the text, or to the z in its midst.
        var tree = PatternParser.Parse(pattern, PatternFlags.DotAll).Tree!;
        var (nfa, automaton) = (Nfa.Build(tree)!, Automaton.Build(tree)!);
        Span<int> expected = stackalloc int[2], slots = stackalloc int[2];
        for (var cut = 9_000; cut < 9_030; cut++)
        {
            var subject = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("xa", 6_000)) + "zzy" + new string('a', cut));
            subject[cut] = (byte)'z';
            var found = PikeMachine.OfThread.Match(nfa, subject, 0, hereAndNotEmpty: false, expected, long.MaxValue, out _);

            Assert.Equal(found, automaton.Match(subject, 0, hereAndNotEmpty: false, slots, out _));
            Assert.Equal(expected.ToArray(), slots.ToArray());
        }
    }

    // The reference takes the square of a long text, or worse, for some patterns.
    private static bool? MatchesInTime(Regex reference, byte[] subject)
    {
        try
        {
            return reference.IsMatch(WideText.Of(subject));
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static IEnumerable<byte> Filling(Random random) => Enumerable.Range(0, random.Next(1, 900)).Select(_ => (byte)"zzzzzzz -\n"[random.Next(10)]);

    [Fact]
    public void Every_pair_of_anchors_holds_at_every_cut_of_a_value_where_it_does_in_the_reference()
    {
        var subject = "\n\na_ \n-\na\n\n"u8.ToArray();
        foreach (var first in Anchors)
        {
            foreach (var second in Anchors)
            {
                foreach (var text in new[] { first + second, $"{first}\\n{second}", $"a{first}.{second}", $"{first}[\\s\\S]{{2}}{second}.", $"(?:{first}|-)+.{second}" })
                {
                    var tree = PatternParser.Parse(text, RuleFlags).Tree!;
                    var (automaton, reference) = (Automaton.Build(tree, Tiny)!, Reference(tree));
                    for (var from = 0; from <= subject.Length; from++)
                    {
                        for (var to = from; to <= subject.Length; to++) AssertSame(text, automaton, reference, subject[from..to], to - from);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_patterns_of_the_Core_Rule_Set_match_as_in_the_reference()
    {
        var random = new Random(14);
        var (compared, matched) = (0, 0);
        foreach (var text in CoreRuleSetPatterns.All)
        {
            var tree = PatternParser.Parse(text, RuleFlags).Tree!;
            var (roomy, tight, reference) = (Automaton.Build(tree), Automaton.Build(tree, Tiny), Reference(tree));
            Assert.True(roomy is not null && tight is not null, text);
            for (var i = 0; i < 8; i++)
            {
                var subject = NearMatch.Of(tree.Root, random);
                if (Answer(reference, subject) is not { } expected) continue;
                Assert.True(expected == roomy.IsMatch(subject, 0, out _), $"{Show(text)} on {Show(subject)}: expected {expected}");
                Assert.True(expected == tight.IsMatch(subject, 0, out _), $"{Show(text)} on {Show(subject)} without room: expected {expected}");
                compared++;
                if (expected) matched++;
            }
        }

        Assert.True(compared == 0 || compared > 1_500, $"{compared} compared");
        Assert.InRange(matched, compared / 4, compared * 9 / 10);
    }

    /// <summary>Null when the reference backtracks for too long.</summary>
    private static bool? Answer(Regex reference, byte[] subject)
    {
        try
        {
            return reference.IsMatch(WideText.Of(subject));
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static void AssertSame(string text, Automaton automaton, Regex reference, byte[] subject, int starts)
    {
        for (var start = 0; start <= starts; start++)
        {
            var expected = reference.IsMatch(WideText.Of(subject), start);
            Assert.True(expected == automaton.IsMatch(subject, start, out _), $"{Show(text)} on {Show(subject)} from {start}: expected {expected}");
        }
    }

    private static Regex Reference(PatternTree tree) => new(DotNetPattern.Translate(tree, out _)!.Text, DotNetPattern.Options, TimeSpan.FromMilliseconds(200));

    // After an empty round of a loop .NET stops, and PCRE goes on to the next of a bounded number of rounds: it shows where a later round may hold an anchor that an earlier one did not.
    private static bool LoopsOverAnchors(PatternTree tree) => tree.Root.DescendantsAndSelf().OfType<RepeatNode>()
        .Any(repeat => repeat.Maximum != 1 && repeat.Item.DescendantsAndSelf().Any(node => node is AnchorNode));

    private static string Show(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Show(byte[] subject) => Show(Encoding.Latin1.GetString(subject));
}
