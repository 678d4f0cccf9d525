namespace Palisade.Detection.Html;

/// <summary>What the reader of HTML meets.</summary>
internal enum HtmlTokenKind : byte
{
    End,
    StartTag,
    EndTag,
    Attribute,
    TagClose,
    Comment,

    /// <summary><c>&lt;!name</c>.</summary>
    Declaration,

    /// <summary><c>&lt;?name</c>.</summary>
    Instruction,
}

/// <summary>One token: where it starts, its name and, for an attribute, its value.</summary>
internal readonly record struct HtmlToken(HtmlTokenKind Kind, int Start, int NameStart, int NameEnd, int ValueStart = -1, int ValueEnd = -1)
{
    public bool HasValue => ValueStart >= 0;
}
