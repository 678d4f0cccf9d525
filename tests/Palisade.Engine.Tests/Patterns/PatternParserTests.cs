using System.Diagnostics;
using Palisade.Engine.Patterns;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Tests.Patterns;

public sealed class PatternParserTests
{
    [Theory]
    [InlineData("a(b", 3, "missing closing parenthesis")]
    [InlineData("a)", 1, "unmatched closing parenthesis")]
    [InlineData("*a", 0, "quantifier does not follow a repeatable item")]
    [InlineData("a|+", 2, "quantifier does not follow a repeatable item")]
    [InlineData("a**", 2, "quantifier does not follow a repeatable item")]
    [InlineData("^*", 1, "quantifier does not follow a repeatable item")]
    [InlineData("a{3,2}", 5, "the counts of a quantifier are out of order")]
    [InlineData("a{65536}", 7, "a count in a quantifier is greater than 65535")]
    [InlineData("[a", 2, "missing terminating ] for the class that starts at offset 0")]
    [InlineData("[z-a]", 4, "range out of order in a class")]
    [InlineData("[a-\\d]", 5, "a class like \\d or [:alpha:] cannot be the end of a range")]
    [InlineData("[[:foo:]]", 1, "unknown POSIX class name 'foo'")]
    [InlineData("[:alpha:]", 0, "POSIX named classes are supported only within a class")]
    [InlineData("\\", 1, "\\ at the end of the pattern")]
    [InlineData("a\\y", 2, "\\y is not an escape that is supported here")]
    [InlineData("\\x{100}", 7, "the value of \\x{} does not fit a byte")]
    [InlineData("\\400", 4, "an octal escape is greater than \\377")]
    [InlineData("(a)\\2", 3, "there is no group '2'")]
    [InlineData("\\k<n>", 0, "there is no group 'n'")]
    [InlineData("(?<n>a)(?<n>b)", 12, "two groups have the name 'n'")]
    [InlineData("(?<1>a)", 3, "a group's name must start with a letter or underscore")]
    [InlineData("(?z)", 2, "unrecognized character after (? or (?-")]
    [InlineData("(?#a", 4, "missing ) after (?#")]
    [InlineData("(a)?(?(1)b|c|d)", 12, "a conditional group has more than two branches")]
    [InlineData("(?<=a+)b", 0, "lookbehind assertion is not fixed length")]
    [InlineData("(*FOO)a", 0, "(*FOO) is not recognized or lacks its argument")]
    [InlineData("(*UTF8)a", 0, "(*UTF8) asks for characters, but values are matched as bytes")]
    [InlineData("a\u0100", 1, "a character is not a byte")]
    public void A_fault_says_what_and_where(string pattern, int offset, string message)
    {
        var (tree, fault) = PatternParser.Parse(pattern, PatternFlags.None);
        Assert.Null(tree);
        Assert.Equal(new PatternFault(offset, message), fault);
    }

    [Theory]
    [InlineData("a(?1)(b)", 1, "recursion and subroutine calls are not supported")]
    [InlineData("(?R)?", 0, "recursion and subroutine calls are not supported")]
    [InlineData("a(*COMMIT)b", 1, "the backtracking verb (*COMMIT) is not supported")]
    [InlineData("(?(R)a|b)", 0, "conditions on recursion, and on several groups of one name, are not supported")]
    [InlineData("(?*a)a", 0, "lookarounds that are not atomic are not supported")]
    public void What_parses_but_cannot_run_is_refused_by_name(string pattern, int offset, string message)
    {
        Assert.NotNull(PatternParser.Parse(pattern, PatternFlags.None).Tree);
        var (compiled, fault) = BytePattern.Compile(pattern);
        Assert.Null(compiled);
        Assert.Equal(new PatternFault(offset, message), fault);
    }

    [Fact]
    public void A_tree_has_case_and_flags_worked_in()
    {
        var tree = PatternParser.Parse("(?i)a(?-i:[b-c]).", PatternFlags.None).Tree!;
        var items = Assert.IsType<SequenceNode>(tree.Root).Items.Cast<ByteNode>().Select(n => (n.Set.ToString(), n.Offset));
        Assert.Equal([("41,61", 4), ("62-63", 10), ("00-09,0b-ff", 16)], items);
    }

    [Fact]
    public void Groups_are_numbered_by_their_opening_and_found_by_name()
    {
        var tree = PatternParser.Parse("(a(?<x>b))(?|(?<y>c)|(d)(e))(f)", PatternFlags.None).Tree!;
        Assert.Equal(5, tree.GroupCount);
        Assert.Equal(2, Assert.Single(tree.Names["x"]));
        Assert.Equal(3, Assert.Single(tree.Resolve(new GroupReference(0, "y"))));
        Assert.Equal([1, 2, 3, 3, 4, 5], tree.Root.DescendantsAndSelf().OfType<CaptureNode>().Select(c => c.Group));
    }

    [Fact]
    public void Every_cut_of_a_pattern_gives_an_answer()
    {
        const string all = "(*NO_JIT)(?i)a[^b-c[:alpha:]\\d]{2,3}?(?<n>\\x{41}|\\Qx\\E)(?=\\b\\1)(?<!ab|c)(?>d+)(?(1)e|f)(?#g)\\k<n>(?&n)\\p{Lu}(?|(h)|(i))(*MARK:j)\\K$";
        for (var cut = 0; cut <= all.Length; cut++)
        {
            var (tree, fault) = PatternParser.Parse(all[..cut], PatternFlags.Extended);
            Assert.True(tree is null == fault is not null);
        }
    }

    [Theory]
    [InlineData("(", "")]
    [InlineData("(?:", ")")]
    [InlineData("(?=", ")")]
    [InlineData("(?(?=a)", ")")]
    [InlineData("[", "]")]
    [InlineData("[[:", "")]
    [InlineData("a|", "")]
    [InlineData("(a)|", "")]
    [InlineData("(?i)", "")]
    [InlineData("\\Q", "")]
    [InlineData("^", "")]
    [InlineData("{1", "")]
    [InlineData("(?#", ")")]
    [InlineData("(?<=a|bb", ")")]
    [InlineData("(?J)(?<n>a)", "")]
    [InlineData("(a)?", "")]
    [InlineData("\\h", "")]
    public void A_long_or_deep_pattern_neither_overflows_nor_takes_long(string opening, string closing)
    {
        var watch = Stopwatch.StartNew();
        foreach (var count in new[] { 250, 251, 20_000 })
        {
            var text = string.Concat(Enumerable.Repeat(opening, count)) + string.Concat(Enumerable.Repeat(closing, count));
            if (BytePattern.CompileAlone(text).Pattern is { } pattern) Assert.Equal(pattern.Facts.GroupCount, PatternParser.Parse(text, PatternFlags.None).Tree!.GroupCount);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Fact]
    public void A_pattern_longer_than_the_limit_is_refused()
    {
        Assert.NotNull(PatternParser.Parse(new string('a', PatternParser.LongestPattern), PatternFlags.None).Tree);
        Assert.Null(PatternParser.Parse(new string('a', PatternParser.LongestPattern + 1), PatternFlags.None).Tree);
    }
}
