using System.Text;
using Palisade.Detection.Sql;
using Palisade.Detection.Tests.Shared;

namespace Palisade.Detection.Tests.Sql;

/// <summary>What is passed over at the first look, the grammar would find nothing in.</summary>
public sealed class SqlOpeningTests
{
    private static readonly SqlDialect[] Dialects = [SqlDialect.MySql, SqlDialect.MySqlWithoutEscapes, SqlDialect.Standard];

    private static readonly string[] Pieces =
    [
        "select", "or", "union", "the", "any", "name", "sleep", "information_schema", "sys", "date", "x", "n", "null", "not", "1", "1.5", "2026-11-26", "-1", "--", "# ", "/*", "*/", "/", "'", "\"", "`", "(", ")", "=", ":", "::", ":=", "://", ",", ";", ".", " ", "  ", "\t", "$", "é", "\\'", "@@version", "union select 1", "or 1=1", "from users",
    ];

    [Theory]
    [InlineData("folding chair", true)]
    [InlineData("the best of all", true)]
    [InlineData("https://shop.example.com/garden", true)]
    [InlineData("/garden/search", true)]
    [InlineData("41-2.77-1.1003-6", true)]
    [InlineData("2026-11-26 12:00:00", true)]
    [InlineData("1 or 1=1", false)]
    [InlineData("sleep (5)", false)]
    [InlineData("a or b", false)]
    [InlineData("/*!union*/", false)]
    [InlineData("a::text", false)]
    public void It_knows_ordinary_values(string value, bool hopeless) => Assert.Equal(hopeless, SqlOpening.IsHopeless(Encoding.Latin1.GetBytes(value)));

    [Fact]
    public void The_grammar_finds_nothing_in_what_is_passed_over()
    {
        var random = new Random(20261127);
        var passed = 0;
        var made = Enumerable.Range(0, 40_000).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)])));
        foreach (var value in made.Concat(OrdinaryTexts.All).Where(v => v.Length > 0).Select(Encoding.UTF8.GetBytes).Where(v => SqlOpening.IsHopeless(v)))
        {
            passed++;
            foreach (var dialect in Dialects) Assert.False(Finds(value, dialect), Encoding.UTF8.GetString(value));
        }

        Assert.True(passed > 500, $"{passed}");
    }

    private static bool Finds(byte[] value, SqlDialect dialect)
    {
        var grammar = new SqlGrammar(value, 0, SqlContext.Bare).In(dialect);
        grammar.Run(int.MaxValue);
        return new SqlJudge(value, grammar).Judge() is not null;
    }
}
