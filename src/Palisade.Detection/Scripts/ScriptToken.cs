namespace Palisade.Detection.Scripts;

/// <summary>What the lexer of JavaScript tells apart.</summary>
internal enum ScriptTokenKind : byte
{
    End,
    Name,
    Number,
    Text,

    /// <summary>A literal that does not end within the value.</summary>
    OpenText,
    Template,
    Pattern,
    Sign,

    /// <summary>A byte that starts no token: no script goes on here.</summary>
    Other,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte in the value.</param>
/// <param name="End">One behind its last byte.</param>
/// <param name="Sign">The first byte of an operator or a punctuator; <c>~</c> for <c>...</c>, <c>.</c> for <c>?.</c>.</param>
/// <param name="Assigns">True for <c>=</c> and the operators that end in one and assign.</param>
/// <param name="AfterLine">True when a line break stands before it.</param>
internal readonly record struct ScriptToken(ScriptTokenKind Kind, int Start, int End, byte Sign = 0, bool Assigns = false, bool AfterLine = false)
{
    public bool Is(char sign) => Kind == ScriptTokenKind.Sign && Sign == sign;
}
