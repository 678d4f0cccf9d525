namespace Palisade.Ftw.Templates;

/// <summary>The tokens of a template and the place where the parser stands. Both parsers share one, and its bound on nesting.</summary>
internal sealed class TokenCursor(IReadOnlyList<TemplateToken> tokens)
{
    /// <summary>Deepest nesting of blocks and parentheses.</summary>
    private const int MaxDepth = 100;

    private int _depth;

    /// <summary>Where it stands; may be set back to where it stood.</summary>
    public int Position { get; set; }

    /// <summary>The token that comes next.</summary>
    public TemplateToken Next => tokens[Position];

    /// <summary>Takes the next token; the end is given again and again.</summary>
    public TemplateToken Take()
    {
        var token = tokens[Position];
        if (token.Kind != TemplateTokenKind.End) Position++;
        return token;
    }

    /// <summary>Takes the end of an action.</summary>
    public void Close()
    {
        var token = Take();
        if (token.Kind != TemplateTokenKind.Close) throw new TemplateFaultException($"unexpected '{token.Text}'");
    }

    /// <summary>Goes one level deeper, if that is allowed.</summary>
    public void Deeper()
    {
        if (++_depth > MaxDepth) throw new TemplateFaultException("is nested too deep");
    }

    /// <summary>Comes back from a level.</summary>
    public void Back() => _depth--;
}
