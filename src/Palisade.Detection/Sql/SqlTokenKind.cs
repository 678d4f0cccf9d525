namespace Palisade.Detection.Sql;

/// <summary>The lexical classes that the grammar tells apart.</summary>
internal enum SqlTokenKind : byte
{
    End,
    Number,
    Text,

    /// <summary>A quoted text whose closing quote the value does not hold.</summary>
    OpenText,
    Name,
    Variable,
    SystemVariable,
    Sign,
    Operator,

    /// <summary><c>||</c>: concatenation, or a disjunction in MySQL.</summary>
    DoubleBar,

    /// <summary><c>&amp;&amp;</c>.</summary>
    DoubleAmpersand,
    Comparison,
    Assignment,
    Cast,
    Star,
    Not,
    Open,
    Close,
    OpenBrace,
    CloseBrace,
    Comma,
    Semicolon,

    /// <summary>A byte that starts nothing in SQL.</summary>
    Other,
}
