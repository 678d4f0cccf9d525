using System.Text;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;
using Palisade.Engine.Scanning;
using Palisade.Engine.Tests.Patterns;

namespace Palisade.Engine.Tests.Scanning;

public sealed class ScannerTests
{
    // Bytes that a fold by one bit confuses: marks and their likeness, NUL and the blank, letters of both cases, letters beyond ASCII.
    private const string Confusing = "aAbBzZ@`[{]}^~_\u007f\0 \r-1\u0011!\u00c9\u00e9\u00df\u00ff";

    private static readonly string[] TextsOfTwoBytes = ["<a", "z<", "<<", "{}", "x{", "`;", "@@"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_says_of_random_conditions_and_values_what_their_definition_says(int seed)
    {
        var random = new Random(seed);
        var scratch = new ScanScratch();
        for (var round = 0; round < 50; round++)
        {
            var conditions = Enumerable.Range(0, random.Next(1, 140)).Select(_ => Condition(random)).ToArray();
            var scanner = Scanner.Build(conditions);
            for (var i = 0; i < 60; i++) AssertAgrees(scanner, conditions, Value(random, conditions), scratch);
        }
    }

    [Fact]
    public void It_agrees_at_every_length_and_place()
    {
        MatchCondition[] conditions =
        [
            MatchCondition.ContainsAny(["xy"u8.ToArray(), "qrs"u8.ToArray(), "wxyz"u8.ToArray(), "select"u8.ToArray()]),
            MatchCondition.Contains("qrs"u8), MatchCondition.Contains("wxyz"u8), MatchCondition.Contains("select"u8), MatchCondition.Contains("<"u8),
            MatchCondition.Contains("a rather long literal, longer than any window"u8), MatchCondition.Anything, MatchCondition.Nothing, MatchCondition.Of(40),
        ];
        var scanner = Scanner.Build(conditions);
        var scratch = new ScanScratch();
        foreach (var text in new[] { "", "<", "xY", "QrS", "wXyZ", "SELECT", "a rather long literal, longer than any window" })
        {
            for (var length = text.Length; length <= text.Length + 80; length++)
            {
                for (var at = 0; at + text.Length <= length; at += length < 20 ? 1 : 3)
                {
                    var value = Enumerable.Repeat((byte)'.', length).ToArray();
                    Encoding.Latin1.GetBytes(text).CopyTo(value, at);
                    AssertAgrees(scanner, conditions, value, scratch);
                    // A cut through the text must not read what lies behind the cut.
                    AssertAgrees(scanner, conditions, value.AsSpan(0, Math.Max(0, at + text.Length - 1)), scratch);
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(60)]
    public void It_agrees_on_texts_of_two_bytes_however_often_their_rare_byte_occurs(int oneIn)
    {
        var random = new Random(oneIn);
        MatchCondition[] conditions = [.. TextsOfTwoBytes.Select(t => MatchCondition.Contains(Encoding.Latin1.GetBytes(t)))];
        var scanner = Scanner.Build(conditions);
        var scratch = new ScanScratch();
        for (var i = 0; i < 2000; i++)
        {
            var value = new byte[random.Next(1, 70)];
            foreach (ref var b in value.AsSpan()) b = (byte)(random.Next(oneIn) == 0 ? "<{}`;@["[random.Next(7)] : "azxAZX"[random.Next(6)]);
            AssertAgrees(scanner, conditions, value, scratch);
        }
    }

    [Fact]
    public void It_agrees_on_values_from_the_world_with_all_patterns_of_the_Core_Rule_Set()
    {
        var conditions = CoreRuleSetPatterns.All.Select(p => BytePattern.Compile(p).Pattern!.Condition).ToArray();
        var scanner = Scanner.Build(conditions);
        var scratch = new ScanScratch();
        foreach (var value in SampleValues.All.Where((_, i) => i % 61 == 0)) AssertAgrees(scanner, conditions, value, scratch);
    }

    [Theory]
    [InlineData("@", "`")]
    [InlineData("[x", "{x")]
    [InlineData("a\0bc", "a bc")]
    [InlineData("ab\rcd", "ab-cd")]
    [InlineData("\u00c9t\u00e9s", "\u00e9t\u00e9s")]
    [InlineData("\u00c9t", "\u00e9t")]
    public void Bytes_that_differ_by_one_bit_are_not_the_same(string literal, string alike)
    {
        MatchCondition[] conditions = [MatchCondition.Contains(Encoding.Latin1.GetBytes(literal))];
        var scanner = Scanner.Build(conditions);
        Assert.True(Scan(scanner, Encoding.Latin1.GetBytes(literal), new ScanScratch(), out var answer) && answer[0] == 1);
        Assert.False(Scan(scanner, Encoding.Latin1.GetBytes(alike), new ScanScratch(), out answer) || answer[0] != 0);
    }

    [Fact]
    public void What_needs_nothing_is_always_set_and_not_counted_as_found()
    {
        var scanner = Scanner.Build([MatchCondition.Anything, MatchCondition.Of(3), MatchCondition.Contains("x"u8)]);
        Assert.False(Scan(scanner, "ab"u8, new ScanScratch(), out var answer));
        Assert.Equal(0b001UL, answer[0]);
        Assert.False(Scan(scanner, "abc"u8, new ScanScratch(), out answer));
        Assert.Equal(0b011UL, answer[0]);
        Assert.True(Scan(scanner, "abx"u8, new ScanScratch(), out answer));
        Assert.Equal(0b111UL, answer[0]);
    }

    [Fact]
    public void A_scan_allocates_nothing()
    {
        MatchCondition[] conditions = [MatchCondition.ContainsAny(["select"u8.ToArray(), "or"u8.ToArray()]), MatchCondition.Contains("<"u8)];
        var scanner = Scanner.Build(conditions);
        var scratch = new ScanScratch();
        var satisfied = new ulong[scanner.Words];
        var value = "a value or two, <select>"u8.ToArray();
        Assert.Equal(0, Allocation.Of(() => scanner.Scan(value, ByteSet.Of(value), scratch, satisfied), 1_000));
    }

    [Fact]
    public void Phrases_that_begin_alike_do_not_share_one_window()
    {
        var phrases = Enumerable.Range(0, 4_000).Select(i => Encoding.ASCII.GetBytes($"java.lang.{(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}{i}x")).ToArray();
        Assert.InRange(Scanner.Build([MatchCondition.ContainsAny(phrases)]).MostLiteralsAtAPlace, 1, 12);
    }

    private static bool Scan(Scanner scanner, ReadOnlySpan<byte> value, ScanScratch scratch, out ulong[] satisfied)
    {
        satisfied = new ulong[scanner.Words];
        Array.Fill(satisfied, ulong.MaxValue);
        return scanner.Scan(value, ByteSet.Of(value), scratch, satisfied);
    }

    private static void AssertAgrees(Scanner scanner, MatchCondition[] conditions, ReadOnlySpan<byte> value, ScanScratch scratch)
    {
        var any = Scan(scanner, value, scratch, out var satisfied);
        var expected = false;
        for (var i = 0; i < conditions.Length; i++)
        {
            var admits = conditions[i].Admits(value);
            expected |= admits && conditions[i].HasGroups;
            Assert.True(admits == ((satisfied[i >> 6] >> (i & 63) & 1) != 0), $"{conditions[i]} on {Encoding.Latin1.GetString(value)}: {admits} expected");
        }

        Assert.Equal(expected, any);
    }

    private static MatchCondition Condition(Random random)
    {
        if (random.Next(12) == 0) return random.Next(2) == 0 ? MatchCondition.Anything : MatchCondition.Nothing;
        var groups = Enumerable.Range(0, random.Next(4)).Select(_ => Group(random));
        return MatchCondition.Of(random.Next(6), [.. groups]);
    }

    private static MatchGroup Group(Random random)
    {
        if (random.Next(4) == 0) return MatchGroup.Of(Bytes(random));
        var texts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Text(random, random.Next(1, 9)));
        return random.Next(4) == 0 ? MatchGroup.Of(texts, Bytes(random)) : MatchGroup.Of(texts);
    }

    private static ByteSet Bytes(Random random) => ByteSet.Of(Encoding.Latin1.GetBytes(Text(random, random.Next(1, 3))));

    private static string Text(Random random, int length) => new([.. Enumerable.Range(0, length).Select(_ => Confusing[random.Next(Confusing.Length)])]);

    private static byte[] Value(Random random, MatchCondition[] conditions)
    {
        var text = new StringBuilder();
        while (text.Length < random.Next(81))
        {
            var groups = conditions[random.Next(conditions.Length)].Groups;
            var literals = groups.IsEmpty ? [] : groups[random.Next(groups.Length)].Literals;
            text.Append(literals.IsEmpty || random.Next(3) == 0 ? Text(random, random.Next(1, 6)) : Mangled(literals[random.Next(literals.Length)], random));
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string Mangled(string literal, Random random)
    {
        if (random.Next(2) == 0) return literal;
        var mangled = literal.ToCharArray();
        mangled[random.Next(mangled.Length)] ^= (char)0x20;
        return new(mangled);
    }
}
