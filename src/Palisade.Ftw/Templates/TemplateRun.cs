using System.Text;

namespace Palisade.Ftw.Templates;

/// <summary>One rendering of a template over no data.</summary>
internal sealed class TemplateRun(TemplateProgram program)
{
    /// <summary>Deepest nesting of templates that call templates.</summary>
    private const int MaxCalls = 100;

    private readonly StringBuilder _output = new();
    private readonly TemplateBudget _budget = new();
    private readonly List<(string Name, object? Value)> _variables = [("$", null)];
    private int _calls;

    private enum Flow
    {
        On,
        Break,
        Continue,
    }

    /// <summary>The text, or throws <see cref="TemplateFaultException"/>.</summary>
    public string Render()
    {
        Run(program.Body, null);
        return _output.ToString();
    }

    private Flow Run(IReadOnlyList<TemplateNode> nodes, object? dot)
    {
        var variables = _variables.Count;
        var flow = Flow.On;
        foreach (var node in nodes)
        {
            flow = Run(node, dot);
            if (flow != Flow.On) break;
        }

        _variables.RemoveRange(variables, _variables.Count - variables);
        return flow;
    }

    private Flow Run(TemplateNode node, object? dot)
    {
        _budget.Step();
        switch (node)
        {
            case TextNode text:
                Write(text.Text);
                return Flow.On;
            case OutputNode output:
                var value = Value(output.Pipeline, dot);
                if (output.Pipeline.Variables.Count == 0) Write(GoFormat.Shown(value));
                return Flow.On;
            case IfNode branch:
                return InScope(() => Run(GoValue.IsTrue(Value(branch.Condition, dot)) ? branch.Then : branch.Else, dot));
            case WithNode with:
                return InScope(() => Value(with.Value, dot) is var inner && GoValue.IsTrue(inner) ? Run(with.Then, inner) : Run(with.Else, dot));
            case RangeNode range:
                return InScope(() => Loop(range, dot));
            case LeaveNode leave:
                return leave.Break ? Flow.Break : Flow.Continue;
            case CallNode call:
                Call(call, dot);
                return Flow.On;
            default:
                throw new TemplateFaultException("an unknown action");
        }
    }

    private Flow InScope(Func<Flow> run)
    {
        var variables = _variables.Count;
        var flow = run();
        _variables.RemoveRange(variables, _variables.Count - variables);
        return flow;
    }

    private Flow Loop(RangeNode range, object? dot)
    {
        var over = Value(range.Over with { Variables = [] }, dot);
        var any = false;
        foreach (var (key, item) in GoValue.Items(over))
        {
            any = true;
            _budget.Step();
            var flow = InScope(() =>
            {
                SetLoopVariables(range.Over, key, item);
                return Run(range.Body, item);
            });
            if (flow == Flow.Break) break;
        }

        return any ? Flow.On : Run(range.Else, dot);
    }

    private void SetLoopVariables(Pipeline over, object? key, object? item)
    {
        if (over.Variables.Count == 2) Set(over.Variables[0], key, over.Assigns);
        if (over.Variables.Count > 0) Set(over.Variables[^1], item, over.Assigns);
    }

    // Another template sees its own dot and nothing of the caller's variables.
    private void Call(CallNode call, object? dot)
    {
        if (!program.Definitions.TryGetValue(call.Name, out var body)) throw new TemplateFaultException($"template '{call.Name}' is not defined");
        if (++_calls > MaxCalls) throw new TemplateFaultException("templates call each other too deep");

        var inner = call.Dot is null ? null : Value(call.Dot, dot);
        var callers = _variables.ToList();
        _variables.Clear();
        _variables.Add(("$", inner));
        Run(body, inner);
        _variables.Clear();
        _variables.AddRange(callers);
        _calls--;
    }

    private object? Value(Pipeline pipeline, object? dot)
    {
        object? value = null;
        for (var i = 0; i < pipeline.Commands.Count; i++)
        {
            value = Value(pipeline.Commands[i], dot, piped: i > 0, value);
        }

        if (pipeline.Variables.Count == 1) Set(pipeline.Variables[0], value, pipeline.Assigns);
        return value;
    }

    private object? Value(Command command, object? dot, bool piped, object? last)
    {
        if (command.Operands[0] is not FunctionOperand function) return Value(command.Operands[0], dot);

        // 'and' and 'or' stop at the first argument that decides.
        if (function.Name is "and" or "or") return Decide(command, dot, piped, last, function.Name == "and");

        var arguments = command.Operands.Skip(1).Select(o => Value(o, dot)).ToList();
        if (piped) arguments.Add(last);
        return Call(function.Name, arguments);
    }

    private object? Call(string name, IReadOnlyList<object?> arguments)
    {
        _budget.Step();
        foreach (var argument in arguments) _budget.Charge(argument);
        var value = TemplateFunctions.Call(name, arguments);
        _budget.Charge(value);
        return value;
    }

    private object? Decide(Command command, object? dot, bool piped, object? last, bool stopAt)
    {
        var count = command.Operands.Count - 1 + (piped ? 1 : 0);
        if (count == 0) throw new TemplateFaultException($"{(stopAt ? "and" : "or")}: an argument is missing");

        object? value = null;
        for (var i = 0; i < count; i++)
        {
            value = i < command.Operands.Count - 1 ? Value(command.Operands[i + 1], dot) : last;
            if (GoValue.IsTrue(value) != stopAt) return value;
        }

        return value;
    }

    private object? Value(Operand operand, object? dot)
    {
        _budget.Step();
        return operand switch
        {
            ConstantOperand constant => constant.Value,
            DotOperand => dot,
            VariableOperand variable => _variables[IndexOf(variable.Name)].Value,
            GroupOperand group => Value(group.Pipeline, dot),
            FunctionOperand function => Call(function.Name, []),
            FieldOperand field => GoValue.Field(Value(field.Of, dot), field.Name),
            _ => throw new TemplateFaultException("an unknown operand"),
        };
    }

    private void Set(string name, object? value, bool assigns)
    {
        if (assigns) _variables[IndexOf(name)] = (name, value);
        else _variables.Add((name, value));
    }

    private int IndexOf(string name) =>
        _variables.FindLastIndex(v => v.Name == name) is >= 0 and var index ? index : throw new TemplateFaultException($"variable '{name}' is not defined");

    private void Write(string text)
    {
        if (_output.Length + text.Length > GoTemplate.MaxBytes) throw new TemplateFaultException("the result is too long");
        _output.Append(text);
    }
}
