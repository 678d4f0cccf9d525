namespace Palisade.Ftw.Templates;

/// <summary>Reads what stands within an action: pipelines, commands and operands.</summary>
internal sealed class PipelineParser(TokenCursor at)
{
    /// <summary>Reads a pipeline; what ends it is left.</summary>
    /// <param name="variables">How many variables it may set.</param>
    public Pipeline Parse(int variables)
    {
        at.Deeper();
        var (names, assigns) = ParseVariables(variables);
        var commands = new List<Command> { ParseCommand() };
        while (at.Next.IsSign("|"))
        {
            at.Take();
            commands.Add(ParseCommand());
        }

        if (commands.Skip(1).Any(c => c.Operands[0] is not FunctionOperand))
        {
            throw new TemplateFaultException("behind '|' must stand a function");
        }

        at.Back();
        return new(names, assigns, commands);
    }

    private (IReadOnlyList<string> Names, bool Assigns) ParseVariables(int most)
    {
        var start = at.Position;
        var names = new List<string>();
        while (names.Count < most && at.Next.Kind == TemplateTokenKind.Variable)
        {
            names.Add(at.Take().Text);
            if (at.Next.IsSign(":=") || at.Next.IsSign("=")) return (names, at.Take().Text == "=");
            if (!at.Next.IsSign(",")) break;
            at.Take();
        }

        at.Position = start; // a variable that is used, not set
        return ([], false);
    }

    private Command ParseCommand()
    {
        var operands = new List<Operand>();
        while (!(at.Next.Kind == TemplateTokenKind.Close || at.Next.IsSign("|") || at.Next.IsSign(")")))
        {
            if (operands.Count > 0 && !at.Next.Apart) throw new TemplateFaultException($"unexpected '{at.Next.Text}' in an operand");
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
        var token = at.Take();
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
        while (at.Next is { Kind: TemplateTokenKind.Field, Apart: false }) operand = new FieldOperand(operand, at.Take().Text[1..]);
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
        var pipeline = Parse(variables: 0);
        if (!at.Take().IsSign(")")) throw new TemplateFaultException("')' is missing");
        return new(pipeline);
    }
}
