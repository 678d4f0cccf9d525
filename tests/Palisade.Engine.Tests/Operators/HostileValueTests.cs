using System.Diagnostics;

namespace Palisade.Engine.Tests.Operators;

/// <summary>Values come from attackers: no operator throws, and none takes more than linear time.</summary>
public sealed class HostileValueTests
{
    private const int Megabyte = 1 << 20;

    public static TheoryData<string, string> EveryOperator => new()
    {
        { "beginsWith", "abc" }, { "contains", "abc" }, { "containsWord", "abc" }, { "detectSQLi", "" },
        { "detectXSS", "" }, { "restpath", "/a/{b}/{c}" }, { "rx", "(a+)(b?)|c" }, { "rxGlobal", "(a*)(b?)" }, { "validateNid", "cl .+" }, { "validateNid", "us .+" },
        { "verifyCC", ".+" }, { "verifyCPF", ".+" }, { "verifySSN", ".+" }, { "verifySVNR", ".+" }, { "geoLookup", "" }, { "endsWith", "abc" }, { "eq", "5" }, { "ge", "5" },
        { "gt", "5" }, { "ipMatch", "10.0.0.0/8,::/3" }, { "le", "5" }, { "lt", "5" }, { "noMatch", "" }, { "pm", "abc select |00 ff|" },
        { "streq", "abc" }, { "strmatch", "abc" }, { "unconditionalMatch", "" }, { "validateByteRange", "32-126" },
        { "validateUrlEncoding", "" }, { "validateUtf8Encoding", "" }, { "within", "abc abc" },
    };

    public static TheoryData<string, string, string> Slow => new()
    {
        { "contains", new string('a', 5000) + "b", "a" },
        { "contains", "aaaaaaaaaaaaaaab", "a" },
        { "containsWord", new string('a', 5000), "a" },
        { "pm", "aaaaaaaaaaaaaaaaaaaaaaaab aaaaaaac aaad", "a" },
        { "pm", string.Join(' ', Enumerable.Range(1, 400).Select(n => new string('a', n) + "b")), "a" },
        { "eq", "1", "9" },
        { "eq", "1", " " },
        { "validateUrlEncoding", "", "%41" },
        { "validateUtf8Encoding", "", "\u00c3\u00a9" },
        { "validateByteRange", "0-255", "\0" },
        { "within", "aaaa", "a" },
        { "verifyCC", @"\d{13,16}", "4" },
        { "verifySSN", @"\d+", "12" },
        { "verifyCPF", ".*", "1" },
        { "rxGlobal", "a*", "ab" },
        { "validateNid", @"us \d+", "12 " },
        { "restpath", "/a/{b}/c/{d}/e", "/a/b/c" },
    };

    [Theory]
    [MemberData(nameof(EveryOperator))]
    public void No_value_makes_an_operator_throw(string name, string argument)
    {
        var op = Op.Of(name, argument);
        var run = Op.Run();
        run.WantsCaptures = true;
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var value = new byte[random.Next(64)];
            random.NextBytes(value);
            run.Begin();
            op.Matches(value, run);
        }
    }

    [Theory]
    [MemberData(nameof(Slow))]
    public void A_megabyte_takes_no_more_than_a_moment(string name, string argument, string repeated)
    {
        var op = Op.Of(name, argument);
        var value = Op.Bytes(string.Concat(Enumerable.Repeat(repeated, Megabyte / repeated.Length)));
        op.Matches(value, Op.Run());
        var start = Stopwatch.GetTimestamp();
        op.Matches(value, Op.Run());

        // The time limit of a pattern is one second by the clock; the rest is for a busy machine.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"{Stopwatch.GetElapsedTime(start)}");
    }

    [Fact]
    public void Texts_that_both_come_from_the_client_take_no_more_than_a_moment()
    {
        var text = new string('a', Megabyte / 2) + "b";
        var value = Op.Bytes(new string('a', Megabyte));
        var start = Stopwatch.GetTimestamp();
        Assert.False(Op.Of("contains", "%{args.a}").Matches(value, Op.Run(text)));
        Assert.False(Op.Of("containsWord", "%{args.a}").Matches(value, Op.Run(text)));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }
}
