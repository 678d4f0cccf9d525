using System.Runtime.InteropServices;
using System.Text;
using Palisade.Detection.Sql;

namespace Palisade.Detection.Tests.Sql;

/// <summary>A reading that dialects share up to where their tokens part.</summary>
public sealed class SqlGrammarTests
{
    private static readonly string[] Pieces =
    [
        "a", "&", "1", "<", "+", "or", "and", "union select", "sleep(", "(", ")", ",", "'b'", "'\\'", "\"c\"", "--x", "-- ", "#", "\n", "/*!50000", "/*d*/", "*/", ";", "1.e", " ", "@@version", "=", "||", "case when", "`e`", "$f$",
    ];

    [Fact]
    public void It_goes_on_in_another_dialect_as_if_it_had_begun_in_it()
    {
        var random = new Random(20261127);
        var (goneOn, parted) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 2 + random.Next(24)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            var context = (SqlContext)random.Next(4);
            var reading = new SqlGrammar(value, 0, context);
            var steps = 0;
            while (reading.Run(1) && !reading.Lexer.Differs) steps++;
            if (reading.Lexer.Differs) parted++;

            var agreed = new SqlGrammar(value, 0, context);
            if (steps > 0 && agreed.Run(random.Next(steps))) goneOn++;
            foreach (var dialect in new[] { SqlDialect.MySqlWithoutEscapes, SqlDialect.Standard })
            {
                AssertSame(new SqlGrammar(value, 0, context).In(dialect), agreed.In(dialect), value);
            }
        }

        Assert.True(goneOn > 5_000 && parted > 2_000, $"{goneOn} went on, {parted} parted");
    }

    [Theory]
    [InlineData("", "' --\n or 1=1 -- ")]
    [InlineData("", "' --x\n or 1=1 -- ")]
    [InlineData("", "'/*!0*/ or 1=1 -- ")]
    [InlineData("", "'='\\' or 1=1 -- ")]
    [InlineData("/*!0*/", "'='\\' or 1=1 -- ")]
    [InlineData("='\\\\'", "' --x\n or 1=1 -- ")]
    public void What_only_one_dialect_reads_is_found_behind_much_that_all_read_alike(string start, string end)
    {
        var finding = SqlInjection.Detect(Encoding.Latin1.GetBytes("x'" + start + string.Concat(Enumerable.Repeat("+a+'b'", 2_000)) + "+'" + end));
        Assert.Equal(SqlInjectionKind.Condition, finding?.Kind);
        Assert.Equal(SqlContext.SingleQuoted, finding?.Context);
    }

    private static void AssertSame(SqlGrammar whole, SqlGrammar other, byte[] value)
    {
        while (whole.Run(int.MaxValue) || other.Run(int.MaxValue))
        {
        }

        Assert.True(MemoryMarshal.AsBytes([whole.Facts]).SequenceEqual(MemoryMarshal.AsBytes([other.Facts])), Encoding.Latin1.GetString(value));
        Assert.Equal(whole.Fingerprint.ToText(), other.Fingerprint.ToText());
        Assert.Equal(whole.Lexer.CutAt, other.Lexer.CutAt);
    }
}
