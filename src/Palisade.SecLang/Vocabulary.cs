using Palisade.SecLang.Words;

namespace Palisade.SecLang;

/// <summary>Every word of the language: which we run, which we accept without effect, which we refuse and why.</summary>
/// <remarks>
/// The union of what ModSecurity v3 and Coraza support is active. What both refuse or only parse is idle where one of
/// them loads it, and refused where none does. All look-ups disregard ASCII case and lead to the canonical spelling.
/// </remarks>
public static class Vocabulary
{
    /// <summary>Directives, as <c>SecRule</c>.</summary>
    public static WordTable<DirectiveWord> Directives => DirectiveWords.Table;

    /// <summary>Variables, as <c>ARGS</c>.</summary>
    public static WordTable<VariableWord> Variables => VariableWords.Table;

    /// <summary>Operators without <c>@</c>, as <c>rx</c>.</summary>
    public static WordTable<OperatorWord> Operators => OperatorWords.Table;

    /// <summary>Transformations, as <c>urlDecodeUni</c>; <c>none</c> is one of them.</summary>
    public static WordTable<TransformationWord> Transformations => TransformationWords.Table;

    /// <summary>Actions, as <c>setvar</c>.</summary>
    public static WordTable<ActionWord> Actions => ActionWords.Table;

    /// <summary>Options of action <c>ctl</c>, as <c>ruleEngine</c>.</summary>
    public static WordTable<ControlWord> Controls => ControlWords.Table;
}
