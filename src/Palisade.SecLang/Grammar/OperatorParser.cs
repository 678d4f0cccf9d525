using Palisade.SecLang.Syntax;
using Palisade.SecLang.Lexing;
using Palisade.SecLang.Words;

namespace Palisade.SecLang.Grammar;

/// <summary>Reads the operator of a rule: <c>!@rx ^a</c>, or a pattern alone.</summary>
internal static class OperatorParser
{
    /// <summary>The operator; with its name as written when it is unknown, and then a fault was added.</summary>
    public static OperatorSyntax Parse(CookedSlice text, FaultList faults)
    {
        var start = text.SkipBlanks(0);
        var negated = start < text.Length && text[start] is '!';
        var next = negated ? text.SkipBlanks(start + 1) : start;
        if (next < text.Length && text[next] is '@') return ParseNamed(text, start, next, negated, faults);

        var pattern = new OperatorSyntax(text.At(start), negated, "rx", text.Slice(next, text.Length).ToString(), text.At(next));
        if (pattern.Argument.Length is 0) faults.Error(DiagnosticCode.MissingOperatorArgument, pattern.At, "The operator is empty", "write @unconditionalMatch to match always");
        return pattern;
    }

    private static OperatorSyntax ParseNamed(CookedSlice text, int start, int sign, bool negated, FaultList faults)
    {
        var end = sign + 1;
        while (end < text.Length && !Chars.IsBlank(text[end])) end++;
        var name = text.Slice(sign + 1, end).ToString();

        // One blank parts name and argument, as in ModSecurity v3: those after it belong to what is compared.
        var argumentStart = Math.Min(end + 1, text.Length);
        var argument = text.Slice(argumentStart, text.Length);
        var syntax = new OperatorSyntax(text.At(start), negated, name, argument.ToString(), text.At(argumentStart));
        if (!Vocabulary.Operators.TryGet(name, out var word))
        {
            faults.Error(DiagnosticCode.UnknownOperator, text.At(sign), $"There is no operator {Quote.Short("@" + name)}", Quote.Suggest(Vocabulary.Operators.Nearest(name) is { } near ? "@" + near : null));
            return syntax;
        }

        Check(word, syntax, argument, text.At(sign), faults);
        return syntax with { Name = word.Name };
    }

    private static void Check(OperatorWord word, OperatorSyntax syntax, CookedSlice argument, Place at, FaultList faults)
    {
        var blank = argument.Trim().Length is 0;
        if (word.Status is WordStatus.Refused) faults.Error(DiagnosticCode.RefusedOperator, at, $"Operator @{word.Name} is not supported", word.Hint);
        else if (word.Argument is ValueNeed.Required && argument.Length is 0) faults.Error(DiagnosticCode.MissingOperatorArgument, at, $"Operator @{word.Name} needs an argument");
        else if (word.Argument is ValueNeed.None && !blank) faults.Warn(DiagnosticCode.IdleOperatorArgument, syntax.ArgumentAt, $"Operator @{word.Name} takes no argument; {Quote.Short(syntax.Argument)} has no effect");
        else if (word.Macros) MacroCheck.Run(argument, word.Name is "rx" or "rxGlobal" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, faults);
    }
}
