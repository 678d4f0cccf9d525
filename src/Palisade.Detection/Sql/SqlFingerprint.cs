using System.Runtime.CompilerServices;
using System.Text;

namespace Palisade.Detection.Sql;

/// <summary>One letter for each significant token, cut after <see cref="Longest"/>.</summary>
internal struct SqlFingerprint
{
    public const int Longest = 24;

    private Letters _letters;
    private int _count;

    public void Add(SqlToken token, bool isCall)
    {
        if (_count < Longest) _letters[_count] = Letter(token, isCall);
        _count++;
    }

    public void AddCut()
    {
        if (_count < Longest) _letters[_count] = (byte)'c';
        _count++;
    }

    public readonly string ToText()
    {
        ReadOnlySpan<byte> letters = _letters;
        var text = Encoding.ASCII.GetString(letters[..Math.Min(_count, Longest)]);
        return _count > Longest ? text + "+" : text;
    }

    private static byte Letter(SqlToken token, bool isCall) => token.Kind switch
    {
        SqlTokenKind.Number => (byte)'1',
        SqlTokenKind.Text => (byte)'t',
        SqlTokenKind.OpenText => (byte)'q',
        SqlTokenKind.Name => isCall && SqlReserved.CanName(token.Word.Keyword) ? (byte)'f' : Letter(token.Word.Keyword),
        SqlTokenKind.Variable => (byte)'v',
        SqlTokenKind.SystemVariable => (byte)'w',
        SqlTokenKind.DoubleAmpersand or SqlTokenKind.DoubleBar => (byte)'&',
        SqlTokenKind.Comparison => (byte)'=',
        SqlTokenKind.Assignment => (byte)':',
        SqlTokenKind.Open or SqlTokenKind.OpenBrace => (byte)'(',
        SqlTokenKind.Close or SqlTokenKind.CloseBrace => (byte)')',
        SqlTokenKind.Comma => (byte)',',
        SqlTokenKind.Semicolon => (byte)';',
        SqlTokenKind.Other => (byte)'?',
        _ => (byte)'o',
    };

    private static byte Letter(SqlKeyword keyword) => keyword switch
    {
        SqlKeyword.None or SqlKeyword.SchemaObject => (byte)'n',
        SqlKeyword.And or SqlKeyword.Or => (byte)'&',
        SqlKeyword.Like or SqlKeyword.In or SqlKeyword.Is or SqlKeyword.Between => (byte)'=',
        SqlKeyword.Constant => (byte)'1',
        SqlKeyword.Niladic => (byte)'f',
        SqlKeyword.Select => (byte)'S',
        SqlKeyword.SetOperator => (byte)'U',
        >= SqlKeyword.Insert => (byte)'D',
        _ => (byte)'k',
    };

    [InlineArray(Longest)]
    private struct Letters
    {
        private byte _first;
    }
}
