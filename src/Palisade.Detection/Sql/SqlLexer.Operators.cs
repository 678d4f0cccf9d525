namespace Palisade.Detection.Sql;

/// <content>Operators and punctuation.</content>
internal ref partial struct SqlLexer
{
    private SqlToken ReadOperator(byte b) => b switch
    {
        (byte)'|' when Peek(1) == '|' => Take(SqlTokenKind.DoubleBar, 2),
        (byte)'&' when Peek(1) == '&' => Take(SqlTokenKind.DoubleAmpersand, 2),
        (byte)'=' => Take(SqlTokenKind.Comparison, Peek(1) == '=' ? 2 : 1),
        (byte)'<' => ReadLess(),
        (byte)'>' => ReadGreater(),
        (byte)'!' => ReadBang(),
        (byte)'^' or (byte)'~' when Peek(1) is (byte)'=' or (byte)'*' => Take(SqlTokenKind.Comparison, 2),
        (byte)'~' => Take(SqlTokenKind.Sign, 1),
        (byte)':' => ReadColon(),
        (byte)'-' when Peek(1) == '>' => Take(SqlTokenKind.Operator, Peek(2) == '>' ? 3 : 2),
        (byte)'+' or (byte)'-' => Take(SqlTokenKind.Sign, 1),
        (byte)'*' => Take(SqlTokenKind.Star, 1),
        (byte)'/' or (byte)'%' or (byte)'^' or (byte)'&' or (byte)'|' or (byte)'#' => Take(SqlTokenKind.Operator, 1),
        _ => Take(SqlTokenKind.Other, 1),
    };

    private SqlToken ReadLess() => Peek(1) switch
    {
        (byte)'=' => Take(SqlTokenKind.Comparison, Peek(2) == '>' ? 3 : 2),
        (byte)'>' => Take(SqlTokenKind.Comparison, 2),
        (byte)'<' => Take(SqlTokenKind.Operator, 2),
        (byte)'@' when Peek(2) != '@' && !SqlBytes.StartsWord(Peek(2)) => Take(SqlTokenKind.Comparison, 2),
        _ => Take(SqlTokenKind.Comparison, 1),
    };

    private SqlToken ReadGreater() => Peek(1) switch
    {
        (byte)'=' => Take(SqlTokenKind.Comparison, 2),
        (byte)'>' => Take(SqlTokenKind.Operator, 2),
        _ => Take(SqlTokenKind.Comparison, 1),
    };

    private SqlToken ReadBang() => Peek(1) switch
    {
        (byte)'=' or (byte)'<' or (byte)'>' or (byte)'~' => Take(SqlTokenKind.Comparison, 2),
        _ => Take(SqlTokenKind.Not, 1),
    };

    private SqlToken ReadColon() => Peek(1) switch
    {
        (byte)'=' => Take(SqlTokenKind.Assignment, 2),
        (byte)':' => Take(SqlTokenKind.Cast, 2),
        _ => Take(SqlTokenKind.Other, 1),
    };
}
