using Palisade.Detection.Sql;

namespace Palisade.Detection.Tests.Sql;

/// <summary>What two tables say of a byte, the lexer's own cases say too.</summary>
public sealed class SqlLoneByteTests
{
    private static readonly SqlDialect[] Dialects = [SqlDialect.MySql, SqlDialect.MySqlWithoutEscapes, SqlDialect.Standard];

    [Fact]
    public void A_byte_that_is_a_token_by_itself_is_the_same_one_by_its_case_whatever_follows()
    {
        var told = 0;
        for (var pair = 0; pair < 1 << 16; pair++)
        {
            byte b = (byte)(pair >> 8), next = (byte)pair;
            var lone = SqlLoneByte.Read(b, next, 0);
            if (lone.Kind == SqlTokenKind.End) continue;
            told++;
            foreach (var dialect in Dialects) AssertSame(lone, b, next, dialect);
        }

        Assert.InRange(told, 15_000, 1 << 16);
    }

    [Theory]
    [InlineData("a&", true)]
    [InlineData("ab", false)]
    [InlineData("<1", true)]
    [InlineData("<=", false)]
    [InlineData("--", false)]
    [InlineData("+o", false)]
    [InlineData("n'", false)]
    [InlineData("1.", false)]
    public void It_tells_what_nothing_extends(string pair, bool lone) =>
        Assert.Equal(lone, SqlLoneByte.Read((byte)pair[0], (byte)pair[1], 0).Kind != SqlTokenKind.End);

    private static void AssertSame(SqlToken lone, byte b, byte next, SqlDialect dialect)
    {
        for (var third = 0; third <= byte.MaxValue; third++)
        {
            var lexer = new SqlLexer([b, next, (byte)third, (byte)'=', (byte)'x'], 0, dialect);
            var read = lexer.ReadAny();
            Assert.True(Same(lone, read) && !lexer.Differs && !lexer.SawComment && !lexer.SawDisguise, $"{b:x2} {next:x2} {third:x2} in {dialect}: {lone.Kind} or {read.Kind} to {read.End}");
        }

        var last = new SqlLexer([b], 0, dialect).ReadAny();
        Assert.True(next != 0 || Same(lone, last), $"{b:x2} at the end in {dialect}: {last.Kind}");
    }

    private static bool Same(SqlToken one, SqlToken other) => (one.Kind, one.Start, one.End, one.Word) == (other.Kind, other.Start, other.End, other.Word);
}
