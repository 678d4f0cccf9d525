using System.Text;
using Palisade.Engine.Patterns.Automata;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

public sealed class AutomatonMemoryTests
{
    [Fact]
    public void States_are_dropped_when_their_budget_is_spent_and_the_answer_stays_the_same()
    {
        var memory = new PatternMemory(forEach: 4_096);
        var dfa = DfaOf("(?:a|b)*a(?:a|b){6}c", memory);
        var random = new Random(21);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 200).Select(_ => "ab"[random.Next(2)]));
            Assert.False(dfa.IsMatch(Encoding.Latin1.GetBytes(text), 0, out _));
            Assert.Equal(text[^7] == 'a', dfa.IsMatch(Encoding.Latin1.GetBytes(text + "c"), 0, out _));
        }

        Assert.True(dfa.Flushes > 0);
        Assert.InRange(memory.BytesInUse, 1, 4_096);
    }

    [Fact]
    public void Threads_that_share_a_pattern_whose_states_are_dropped_all_the_time_agree()
    {
        var dfa = DfaOf("\\b(?:a|b)*a(?:a|b){5}c$", new PatternMemory(limit: 20_000, forEach: 4_096));
        Parallel.For(0, 6, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 200; i++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(10, 150)).Select(_ => "ab "[random.Next(40) switch { 0 => 2, var r => r % 2 }])) + "aaaaaa";
                Assert.False(dfa.IsMatch(Encoding.Latin1.GetBytes(text + 'd'), 0, out _));
                Assert.True(dfa.IsMatch(Encoding.Latin1.GetBytes(text + 'c'), 0, out _));
            }
        });
    }

    [Fact]
    public void All_states_together_stay_within_the_bound_and_the_longest_unused_go_first()
    {
        var memory = new PatternMemory(limit: 60_000, forEach: 20_000);
        var all = Enumerable.Range(0, 40).Select(i => DfaOf($"(?:a|b)*a(?:a|b){{5}}{(char)('c' + (i % 20))}", memory)).ToList();
        var random = new Random(22);
        var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 1_000).Select(_ => "ab"[random.Next(2)])));
        foreach (var dfa in all)
        {
            Assert.False(dfa.IsMatch(value, 0, out _));
            Assert.InRange(memory.BytesInUse, 1, 60_000);
            Assert.True(dfa.Bytes > 0);
        }

        Assert.True(memory.Dropped > 0);
        Assert.Equal(0, all[0].Bytes);
        Assert.True(memory.AutomatonCount < 40);
        Assert.False(all[0].IsMatch(value, 0, out _));
    }

    [Fact]
    public void Automata_that_nobody_holds_are_not_counted()
    {
        var memory = new PatternMemory();
        Use(memory);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0, memory.AutomatonCount);
        Assert.Equal(0, memory.BytesInUse);
    }

    [Fact]
    public void An_automaton_that_was_never_asked_has_no_states()
    {
        var memory = new PatternMemory();
        var dfa = DfaOf("a+b", memory);
        Assert.Equal(0, memory.BytesInUse);
        Assert.True(dfa.IsMatch("aab"u8, 0, out _));
        Assert.Equal(dfa.Bytes, memory.BytesInUse);
    }

    [Theory]
    [InlineData("(a{1,200}){1,200}")]
    [InlineData("(?:(?:){60000}){60000}")]
    [InlineData("(?:(?:(?:a?b?){50}){50}){50}")]
    [InlineData("a(?=b)")]
    [InlineData("(a)\\1")]
    [InlineData("\\Ga")]
    public void What_is_no_case_for_an_automaton_is_told_before_it_takes_memory(string pattern) =>
        Assert.Null(Nfa.Build(PatternParser.Parse(pattern, PatternFlags.None).Tree!));

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Use(PatternMemory memory) => Assert.True(DfaOf("a+b", memory).IsMatch("aab"u8, 0, out _));

    private static LazyDfa DfaOf(string pattern, PatternMemory memory) =>
        new(Nfa.Build(PatternParser.Parse(pattern, PatternFlags.DotAll | PatternFlags.MultiLine).Tree!)!, startsHere: false, memory, Automaton.MostSteps);
}
