using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Automata;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>Work is counted in instructions followed and states built, so that these tests hold on a machine that is busy.</summary>
public sealed class LinearTimeTests
{
    private const int Kilobyte = 1024;

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "(a+)+$", "a", "!" },
        { "(a|aa)+$", "a", "!" },
        { "(x+x+)+y", "x", "" },
        { "^(?:a?){40}a{40}$", "a", "!" },
        { "(.*)*=(.*)*;", "=", "" },
        { "(?:\\w+\\s?)+:$", "ab c", "" },
        { "a.*b.*c.*d.*e.*f", "abcde", "" },
        { "(a*)*(b*)*c", "ab", "" },
        { "((a?)*?)*b", "a", "" },
        { "[ab]*a[ab]{14}c", "abbabaab", "" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void A_search_takes_a_bounded_number_of_instructions_for_each_byte(string pattern, string repeated, string end)
    {
        var nfa = NfaOf(pattern);
        foreach (var size in new[] { 8 * Kilobyte, 128 * Kilobyte })
        {
            var value = ValueOf(repeated, size, end);
            Assert.False(new NfaSearch(nfa, new DfaCache(nfa, startsHere: false, 0)).IsMatch(value, 0, nfa.Classes.At(value, 0), [], long.MaxValue, out var steps));
            // Each instruction is met once where the next byte is not known, and once where it is.
            Assert.InRange(steps, 1, 2L * nfa.Instructions.Length * (value.Length + 1));

            Assert.False(PikeMachine.OfThread.Match(nfa, value, 0, hereAndNotEmpty: false, new int[6], long.MaxValue, out var limitExceeded));
            Assert.False(limitExceeded);
            // Each instruction at most once of what is remembered, once more where that ends within one, and once of the rest.
            Assert.InRange(PikeMachine.OfThread.Steps, 1, 3L * nfa.Instructions.Length * (value.Length + 1));
        }
    }

    [Fact]
    public void Many_threads_that_come_to_the_same_instructions_do_not_take_the_square_of_their_number()
    {
        var nfa = NfaOf($"(?:{string.Concat(Enumerable.Repeat("a*", 400))})b");
        var value = ValueOf("a", 2 * Kilobyte, "c");

        Assert.False(PikeMachine.OfThread.Match(nfa, value, 0, hereAndNotEmpty: false, new int[2], long.MaxValue, out _));

        Assert.InRange(PikeMachine.OfThread.Steps, nfa.Instructions.Length, 3L * nfa.Instructions.Length * (value.Length + 1));
    }

    [Fact]
    public void What_a_thread_comes_to_at_every_byte_is_worked_out_once()
    {
        var nfa = NfaOf($"(?:(?:{string.Join('|', Enumerable.Range(1000, 500).Select(i => $"w{i}x"))}|[^x])+)x");
        var value = ValueOf("some other words ", 8 * Kilobyte, "x");

        Assert.True(PikeMachine.OfThread.Match(nfa, value, 0, hereAndNotEmpty: false, new int[2], long.MaxValue, out _));

        // Of thousands of instructions, a few for each byte, and the 500 that begin with a w where there is one.
        Assert.InRange(PikeMachine.OfThread.Steps, value.Length, 200L * value.Length);
    }

    [Theory, MemberData(nameof(Hostile))]
    public void States_that_are_built_are_bounded_by_memory_and_not_by_the_value(string pattern, string repeated, string end)
    {
        var memory = new PatternMemory();
        var dfa = new LazyDfa(NfaOf(pattern), startsHere: false, memory, long.MaxValue);
        Assert.False(dfa.IsMatch(ValueOf(repeated, 128 * Kilobyte, end), 0, out var limitExceeded));
        Assert.False(limitExceeded);
        Assert.InRange(memory.BytesInUse, 1, PatternMemory.DefaultForEach);
        Assert.InRange(dfa.Flushes, 0, 1);
    }

    [Fact]
    public void A_search_for_which_no_state_lasts_goes_on_without_states_and_finds_the_match()
    {
        var dfa = new LazyDfa(NfaOf("[ab]*a[ab]{30}c"), startsHere: false, new PatternMemory(forEach: 16 * Kilobyte), long.MaxValue);
        var random = new Random(31);
        var noise = string.Concat(Enumerable.Range(0, 20 * Kilobyte).Select(_ => "ab"[random.Next(2)]));
        Assert.False(dfa.IsMatch(Encoding.Latin1.GetBytes(noise), 0, out _));
        Assert.True(dfa.IsMatch(Encoding.Latin1.GetBytes($"{noise}a{noise[..30]}c"), 0, out _));
        Assert.InRange(dfa.Flushes, 1, 4);
    }

    [Fact]
    public void A_search_that_takes_too_many_instructions_ends_and_says_so()
    {
        var matcher = MatcherOf("[ab]*a[ab]{30}c", new PatternMemory(forEach: 16 * Kilobyte));
        var random = new Random(32);
        var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 50 * Kilobyte).Select(_ => "ab"[random.Next(2)])));
        Assert.False(matcher.IsMatch(value, out var limitExceeded));
        Assert.True(limitExceeded);
        Assert.Equal(0, matcher.Match(value, 0, new ByteRange[2], out limitExceeded));
        Assert.True(limitExceeded);
    }

    [Fact]
    public void A_match_that_is_known_is_the_answer_when_its_place_takes_too_many_instructions()
    {
        var matcher = MatcherOf("(?:(?:[ab]{0,5}){0,5}|x)*c", new PatternMemory());
        var value = Encoding.Latin1.GetBytes(new string('a', 50 * Kilobyte) + 'c');
        Assert.True(matcher.IsMatch(value, out var limitExceeded));
        Assert.False(limitExceeded);
        var captures = new ByteRange[2];
        Assert.Equal(1, matcher.Match(value, 0, captures, out limitExceeded));
        Assert.True(limitExceeded);
        Assert.Equal([new ByteRange(0, value.Length), ByteRange.Unset], captures);
        var step = matcher.Over(value);
        Assert.Equal(0, step(0, hereAndNotEmpty: true, captures, out limitExceeded));
        Assert.True(limitExceeded);
    }

    [Theory]
    [InlineData("a[^b]*(b)|(c)", 5_000, "c", 5_000, 2)]
    [InlineData("a[^b]*(b)|(c)", 5_000, "ccb", 0, 1)]
    [InlineData("\\b(x+)$|-", 200, "-", 200, 0)]
    public void Places_where_no_match_starts_are_passed_however_long_it_takes_to_rule_them_out(string pattern, int count, string end, int start, int group)
    {
        var value = Encoding.Latin1.GetBytes(new string(pattern[0] == 'a' ? 'a' : 'x', count) + end);
        var captures = new ByteRange[3];
        Assert.Equal(group + 1, BytePattern.CompileAlone(pattern).Pattern!.Match(value, 0, captures, out _));
        Assert.Equal(start, captures[0].Start);
        if (group > 0) Assert.Equal(new ByteRange(value.Length - 1, 1), captures[group]);
    }

    [Fact]
    public void A_search_over_known_states_allocates_nothing()
    {
        var pattern = BytePattern.CompileAlone("\\b(select|union)\\s+(\\w+)$").Pattern!;
        var captures = new ByteRange[10];
        byte[][] values = ["a union select"u8.ToArray(), "no such thing here"u8.ToArray(), ""u8.ToArray()];

        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var value in values)
            {
                pattern.IsMatch(value, out _);
                pattern.Match(value, 0, captures, out _);
            }
        }));
    }

    private static LinearMatcher MatcherOf(string pattern, PatternMemory memory) =>
        new(Automaton.Build(PatternParser.Parse(pattern, PatternFlags.DotAll | PatternFlags.MultiLine).Tree!, memory, mostSteps: 100_000)!, groupCount: 1, whole: null);

    private static Nfa NfaOf(string pattern) => Nfa.Build(PatternParser.Parse(pattern, PatternFlags.DotAll | PatternFlags.MultiLine).Tree!)!;

    private static byte[] ValueOf(string repeated, int size, string end) =>
        Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(repeated, size / repeated.Length)) + end);
}
