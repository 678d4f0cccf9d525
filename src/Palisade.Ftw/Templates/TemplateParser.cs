namespace Palisade.Ftw.Templates;

/// <summary>Builds a template's tree out of its tokens.</summary>
internal sealed class TemplateParser
{
    private readonly TokenCursor _at;
    private readonly PipelineParser _pipelines;
    private readonly Dictionary<string, IReadOnlyList<TemplateNode>> _definitions = new(StringComparer.Ordinal);
    private int _loops;

    private TemplateParser(IReadOnlyList<TemplateToken> tokens)
    {
        _at = new(tokens);
        _pipelines = new(_at);
    }

    /// <summary>Parses, or throws <see cref="TemplateFaultException"/>.</summary>
    public static TemplateProgram Parse(IReadOnlyList<TemplateToken> tokens)
    {
        var parser = new TemplateParser(tokens);
        var (body, end) = parser.ParseBody(atTop: true);
        if (end is not null) throw new TemplateFaultException($"unexpected '{end}'");
        return new(body, parser._definitions);
    }

    // Reads nodes up to {{end}} or {{else}}, or to the end of the template; says which. The word is consumed, its braces are not.
    private (IReadOnlyList<TemplateNode> Body, string? End) ParseBody(bool atTop = false)
    {
        _at.Deeper();
        var body = new List<TemplateNode>();
        while (true)
        {
            var token = _at.Take();
            if (token.Kind == TemplateTokenKind.Text)
            {
                body.Add(new TextNode(token.Text));
                continue;
            }

            if (token.Kind == TemplateTokenKind.End)
            {
                if (!atTop) throw new TemplateFaultException("a block has no {{end}}");
                _at.Back();
                return (body, null);
            }

            if (_at.Next.IsWord("end") || _at.Next.IsWord("else"))
            {
                _at.Back();
                return (body, _at.Take().Text);
            }

            if (ParseAction() is { } node) body.Add(node);
        }
    }

    private TemplateNode? ParseAction()
    {
        switch (_at.Next.Kind == TemplateTokenKind.Word ? _at.Next.Text : "")
        {
            case "if":
                _at.Take();
                return ParseIf();
            case "with":
                _at.Take();
                return ParseWith();
            case "range":
                _at.Take();
                return ParseRange();
            case "break" or "continue":
                var leave = _at.Take().Text;
                if (_loops == 0) throw new TemplateFaultException($"'{leave}' outside of a range");
                _at.Close();
                return new LeaveNode(leave == "break");
            case "define":
                _at.Take();
                ParseDefinition();
                return null;
            case "block":
                _at.Take();
                var (name, dot) = ParseCallHead();
                Define(name);
                return new CallNode(name, dot);
            case "template":
                _at.Take();
                var call = ParseCallHead();
                return new CallNode(call.Name, call.Dot);
            default:
                var pipeline = _pipelines.Parse(variables: 1);
                _at.Close();
                return new OutputNode(pipeline);
        }
    }

    private IfNode ParseIf()
    {
        var (condition, then, otherwise) = ParseBlock("if", 1);
        return new(condition, then, otherwise);
    }

    private WithNode ParseWith()
    {
        var (value, then, otherwise) = ParseBlock("with", 1);
        return new(value, then, otherwise);
    }

    private RangeNode ParseRange()
    {
        var (over, body, otherwise) = ParseBlock("range", 2);
        return new(over, body, otherwise);
    }

    private (Pipeline Head, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) ParseBlock(string word, int variables)
    {
        _at.Deeper();
        var head = _pipelines.Parse(variables);
        _at.Close();
        if (word == "range") _loops++;
        var (then, end) = ParseBody();
        if (word == "range") _loops--;

        IReadOnlyList<TemplateNode> otherwise = [];
        if (end == "else")
        {
            if (word != "range" && _at.Next.IsWord(word))
            {
                _at.Take();
                otherwise = [word == "if" ? ParseIf() : ParseWith()]; // {{else if}} shares its {{end}} with the first
                _at.Back();
                return (head, then, otherwise);
            }

            _at.Close();
            (otherwise, end) = ParseBody();
        }

        if (end != "end") throw new TemplateFaultException("a block has two {{else}}");
        _at.Close();
        _at.Back();
        return (head, then, otherwise);
    }

    private void ParseDefinition()
    {
        var name = TakeName();
        _at.Close();
        Define(name);
    }

    private void Define(string name)
    {
        var loops = _loops;
        _loops = 0;
        var (body, end) = ParseBody();
        _loops = loops;
        if (end != "end") throw new TemplateFaultException("a definition has an {{else}}");
        _at.Close();
        _definitions[name] = body;
    }

    private (string Name, Pipeline? Dot) ParseCallHead()
    {
        var name = TakeName();
        var dot = _at.Next.Kind == TemplateTokenKind.Close ? null : _pipelines.Parse(variables: 0);
        _at.Close();
        return (name, dot);
    }

    private string TakeName() =>
        _at.Take() is { Kind: TemplateTokenKind.Literal, Value: string name } ? name : throw new TemplateFaultException("a template's name must be a text");
}
