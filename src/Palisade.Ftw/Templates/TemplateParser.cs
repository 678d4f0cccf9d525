namespace Palisade.Ftw.Templates;

/// <summary>Builds a template's tree out of its tokens.</summary>
internal sealed class TemplateParser
{
    /// <summary>Deepest nesting of blocks and parentheses.</summary>
    private const int MaxDepth = 100;

    private readonly IReadOnlyList<TemplateToken> _tokens;
    private readonly Dictionary<string, IReadOnlyList<TemplateNode>> _definitions = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;
    private int _loops;

    private TemplateParser(IReadOnlyList<TemplateToken> tokens) => _tokens = tokens;

    private TemplateToken Next => _tokens[_at];

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
        Deeper();
        var body = new List<TemplateNode>();
        while (true)
        {
            var token = Take();
            if (token.Kind == TemplateTokenKind.Text)
            {
                body.Add(new TextNode(token.Text));
                continue;
            }

            if (token.Kind == TemplateTokenKind.End)
            {
                if (!atTop) throw new TemplateFaultException("a block has no {{end}}");
                _depth--;
                return (body, null);
            }

            if (Next.IsWord("end") || Next.IsWord("else"))
            {
                _depth--;
                return (body, Take().Text);
            }

            if (ParseAction() is { } node) body.Add(node);
        }
    }

    private TemplateNode? ParseAction()
    {
        switch (Next.Kind == TemplateTokenKind.Word ? Next.Text : "")
        {
            case "if":
                Take();
                return ParseIf();
            case "with":
                Take();
                return ParseWith();
            case "range":
                Take();
                return ParseRange();
            case "break" or "continue":
                var leave = Take().Text;
                if (_loops == 0) throw new TemplateFaultException($"'{leave}' outside of a range");
                Close();
                return new LeaveNode(leave == "break");
            case "define":
                Take();
                ParseDefinition();
                return null;
            case "block":
                Take();
                var (name, dot) = ParseCallHead();
                Define(name);
                return new CallNode(name, dot);
            case "template":
                Take();
                var call = ParseCallHead();
                return new CallNode(call.Name, call.Dot);
            default:
                var pipeline = ParsePipeline(variables: 1);
                Close();
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
        Deeper();
        var head = ParsePipeline(variables);
        Close();
        if (word == "range") _loops++;
        var (then, end) = ParseBody();
        if (word == "range") _loops--;

        IReadOnlyList<TemplateNode> otherwise = [];
        if (end == "else")
        {
            if (word != "range" && Next.IsWord(word))
            {
                Take();
                otherwise = [word == "if" ? ParseIf() : ParseWith()]; // {{else if}} shares its {{end}} with the first
                _depth--;
                return (head, then, otherwise);
            }

            Close();
            (otherwise, end) = ParseBody();
        }

        if (end != "end") throw new TemplateFaultException("a block has two {{else}}");
        Close();
        _depth--;
        return (head, then, otherwise);
    }

    private void ParseDefinition()
    {
        var name = TakeName();
        Close();
        Define(name);
    }

    private void Define(string name)
    {
        var loops = _loops;
        _loops = 0;
        var (body, end) = ParseBody();
        _loops = loops;
        if (end != "end") throw new TemplateFaultException("a definition has an {{else}}");
        Close();
        _definitions[name] = body;
    }

    private (string Name, Pipeline? Dot) ParseCallHead()
    {
        var name = TakeName();
        var dot = Next.Kind == TemplateTokenKind.Close ? null : ParsePipeline(variables: 0);
        Close();
        return (name, dot);
    }

    private string TakeName() =>
        Take() is { Kind: TemplateTokenKind.Literal, Value: string name } ? name : throw new TemplateFaultException("a template's name must be a text");

    private Pipeline ParsePipeline(int variables)
    {
        Deeper();
        var (names, assigns) = ParseVariables(variables);
        var commands = new List<Command> { ParseCommand() };
        while (Next.IsSign("|"))
        {
            Take();
            commands.Add(ParseCommand());
        }

        if (commands.Skip(1).Any(c => c.Operands[0] is not FunctionOperand))
        {
            throw new TemplateFaultException("behind '|' must stand a function");
        }

        _depth--;
        return new(names, assigns, commands);
    }

    private (IReadOnlyList<string> Names, bool Assigns) ParseVariables(int most)
    {
        var start = _at;
        var names = new List<string>();
        while (names.Count < most && Next.Kind == TemplateTokenKind.Variable)
        {
            names.Add(Take().Text);
            if (Next.IsSign(":=") || Next.IsSign("=")) return (names, Take().Text == "=");
            if (!Next.IsSign(",")) break;
            Take();
        }

        _at = start; // a variable that is used, not set
        return ([], false);
    }

    private Command ParseCommand()
    {
        var operands = new List<Operand>();
        while (!(Next.Kind == TemplateTokenKind.Close || Next.IsSign("|") || Next.IsSign(")")))
        {
            if (operands.Count > 0 && !Next.Apart) throw new TemplateFaultException($"unexpected '{Next.Text}' in an operand");
            operands.Add(ParseOperand());
        }

        if (operands.Count == 0) throw new TemplateFaultException("a value is missing");
        if (operands.Count > 1 && operands[0] is not FunctionOperand)
        {
            throw new TemplateFaultException("arguments are given to what is not a function");
        }

        return new(operands);
    }

    private Operand ParseOperand()
    {
        var token = Take();
        Operand operand = token.Kind switch
        {
            TemplateTokenKind.Literal => new ConstantOperand(token.Value),
            TemplateTokenKind.Variable => new VariableOperand(token.Text),
            TemplateTokenKind.Field => new FieldOperand(new DotOperand(), token.Text[1..]),
            TemplateTokenKind.Word => ToWord(token.Text),
            TemplateTokenKind.Sign when token.Text == "." => new DotOperand(),
            TemplateTokenKind.Sign when token.Text == "(" => ParseGroup(),
            _ => throw new TemplateFaultException($"unexpected '{token.Text}'"),
        };
        while (Next is { Kind: TemplateTokenKind.Field, Apart: false }) operand = new FieldOperand(operand, Take().Text[1..]);
        return operand;
    }

    private static Operand ToWord(string word) => word switch
    {
        "true" => new ConstantOperand(true),
        "false" => new ConstantOperand(false),
        "nil" => new ConstantOperand(null),
        _ when TemplateFunctions.Exists(word) => new FunctionOperand(word),
        _ => throw new TemplateFaultException($"function '{word}' is not supported"),
    };

    private GroupOperand ParseGroup()
    {
        var pipeline = ParsePipeline(variables: 0);
        if (!Take().IsSign(")")) throw new TemplateFaultException("')' is missing");
        return new(pipeline);
    }

    private void Close()
    {
        var token = Take();
        if (token.Kind != TemplateTokenKind.Close) throw new TemplateFaultException($"unexpected '{token.Text}'");
    }

    private TemplateToken Take()
    {
        var token = _tokens[_at];
        if (token.Kind != TemplateTokenKind.End) _at++;
        return token;
    }

    private void Deeper()
    {
        if (++_depth > MaxDepth) throw new TemplateFaultException("is nested too deep");
    }
}
