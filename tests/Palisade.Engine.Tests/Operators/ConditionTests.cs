using System.Text;
using Palisade.Detection;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Tests.Scanning;

namespace Palisade.Engine.Tests.Operators;

/// <summary>No operator's condition excludes a value for which the operator says true.</summary>
public sealed class ConditionTests
{
    private const string Spice = "aAbxsSeEl123 .,:;%&<>='\"`()/*#-+@\\\t\n\0\u00a0\u00ad\u00e9\u00ff";

    private static readonly string[] Words =
    [
        "select", "union", " or ", "1=1", "'", "--", "/*", "*/", "javascript:", "java\tscript:", "&#106;avascript:", "vbscript:", "data:text/html,", "data:,", "mocha:x()", "<script>", "onload=",
        "alert(1)", "\">", "<a", "%41", "%4", "%zz", "4111111111111111", "123-45-6789", "foo", "FOO", "bar", "sleep(2)", " and ", "'a'='a", "@@version", "\u00c3\u00a9", "x", "||", "admin'#", "1;drop table x",
    ];

    public static TheoryData<string, string, bool> Operators => new()
    {
        { "rx", "fo+|ba[rz]", true }, { "rxGlobal", "(?i)foo", true }, { "rx", "%{tx.a}", false }, { "pm", "foo bar @@ver", true }, { "pm", "|00| x", true },
        { "contains", "foo", true }, { "contains", "", false }, { "contains", "%{tx.a}", false }, { "strmatch", "bar", true }, { "containsWord", "foo", true }, { "containsWord", "", false },
        { "streq", "foo", true }, { "streq", "", false }, { "beginsWith", "foo", true }, { "endsWith", "bar", true }, { "noMatch", "", true }, { "unconditionalMatch", "", false },
        { "validateByteRange", "32-126", true }, { "validateByteRange", "0-255", true }, { "validateUrlEncoding", "", true }, { "validateUtf8Encoding", "", true },
        { "detectSQLi", "", true }, { "detectXSS", "", true }, { "verifyCC", "\\d{13,16}", true }, { "verifySSN", "\\d{3}-?\\d{2}-?\\d{4}", true }, { "verifyCC", "", true },
        { "validateNid", "us \\d{3}-?\\d{2}-?\\d{4}", true }, { "within", "foo bar", false }, { "eq", "0", false }, { "ipMatch", "10.0.0.0/8", false },
    };

    [Theory]
    [MemberData(nameof(Operators))]
    public void It_admits_every_value_that_the_operator_takes(string name, string argument, bool knows)
    {
        var tested = Op.Of(name, argument);
        var condition = tested.Condition;
        Assert.Equal(knows, condition.HasGroups);
        foreach (var value in Values())
        {
            if (condition.Admits(value)) continue;
            var run = Op.Run("");
            Assert.False(tested.Matches(value, run), $"@{name} {argument} takes {Encoding.Latin1.GetString(value)}, which its condition excludes: {condition}");
        }
    }

    [Fact]
    public void It_admits_every_value_in_which_a_recogniser_finds_something()
    {
        var values = Values().ToList();
        foreach (var recogniser in DetectorTable.All.Keys)
        {
            var tested = Op.Of("detect", recogniser);
            foreach (var value in values.Where(v => !tested.Condition.Admits(v)))
                Assert.False(tested.Matches(value, Op.Run("")), $"@detect {recogniser} takes {Encoding.Latin1.GetString(value)}, which its condition excludes: {tested.Condition}");
        }
    }

    [Fact]
    public void An_operator_says_the_same_condition_each_time() =>
        Assert.Equal(Op.Of("pm", "foo bar").Condition.ToString(), Op.Of("pm", "BAR Foo").Condition.ToString());

    [Fact]
    public void What_cannot_be_has_a_condition_that_nothing_satisfies()
    {
        Assert.False(Op.Of("noMatch", "").Condition.Admits("x"u8));
        Assert.False(MatchCondition.Nothing.Admits([]));
    }

    private static IEnumerable<byte[]> Values()
    {
        var random = new Random(31);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var parts = random.Next(1, 7); parts > 0; parts--)
            {
                if (random.Next(3) == 0) text.Append(Words[random.Next(Words.Length)]);
                else text.Append(Spice[random.Next(Spice.Length)]);
            }

            yield return Op.Bytes(text.ToString());
        }

        foreach (var value in SampleValues.All.Where((_, i) => i % 5 == 0)) yield return value;
    }
}
