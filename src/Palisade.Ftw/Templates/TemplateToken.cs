namespace Palisade.Ftw.Templates;

/// <summary>The kinds of token of the template language.</summary>
internal enum TemplateTokenKind
{
    /// <summary>Text outside of actions; blank ends are trimmed already.</summary>
    Text,

    /// <summary>The start of an action.</summary>
    Open,

    /// <summary>The end of an action.</summary>
    Close,

    /// <summary>A word: a keyword, a constant or a function.</summary>
    Word,

    /// <summary><c>$name</c>, or <c>$</c>.</summary>
    Variable,

    /// <summary><c>.name</c>.</summary>
    Field,

    /// <summary>A number, a character or a text; the value says which.</summary>
    Literal,

    /// <summary>One of <c>. | ( ) , = :=</c>.</summary>
    Sign,

    /// <summary>The end of the template.</summary>
    End,
}

/// <summary>A token.</summary>
/// <param name="Text">Its text; for <see cref="TemplateTokenKind.Text"/> what is written out.</param>
/// <param name="Value">For literals: a <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.</param>
/// <param name="Apart">Whether white space stands before it: <c>$x.y</c> and <c>$x .y</c> differ.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, object? Value, bool Apart)
{
    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TemplateTokenKind.Word && Text == word;

    /// <summary>Whether it is this sign.</summary>
    public bool IsSign(string sign) => Kind == TemplateTokenKind.Sign && Text == sign;
}
