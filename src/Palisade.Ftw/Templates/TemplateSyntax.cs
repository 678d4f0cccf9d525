namespace Palisade.Ftw.Templates;

/// <summary>A piece of a template.</summary>
internal abstract record TemplateNode;

/// <summary>Text that is written as it is.</summary>
internal sealed record TextNode(string Text) : TemplateNode;

/// <summary>A pipeline whose value is written, unless it sets a variable.</summary>
internal sealed record OutputNode(Pipeline Pipeline) : TemplateNode;

/// <summary><c>if</c>.</summary>
internal sealed record IfNode(Pipeline Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

/// <summary><c>with</c>: as <c>if</c>, and the value becomes the dot.</summary>
internal sealed record WithNode(Pipeline Value, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

/// <summary><c>range</c>.</summary>
internal sealed record RangeNode(Pipeline Over, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) : TemplateNode;

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed record LeaveNode(bool Break) : TemplateNode;

/// <summary><c>template</c>: a defined template, written here.</summary>
internal sealed record CallNode(string Name, Pipeline? Dot) : TemplateNode;

/// <summary>Commands of which each gets the value of the one before as its last argument.</summary>
/// <param name="Variables">Those set; two are allowed in <c>range</c>.</param>
/// <param name="Assigns"><c>=</c>: they must exist. Otherwise <c>:=</c> makes them.</param>
internal sealed record Pipeline(IReadOnlyList<string> Variables, bool Assigns, IReadOnlyList<Command> Commands);

/// <summary>A function with its arguments, or one operand.</summary>
internal sealed record Command(IReadOnlyList<Operand> Operands);

/// <summary>Something with a value.</summary>
internal abstract record Operand;

/// <summary>A constant: null, a <see cref="bool"/>, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.</summary>
internal sealed record ConstantOperand(object? Value) : Operand;

/// <summary>The dot.</summary>
internal sealed record DotOperand : Operand;

/// <summary>A variable, named with its dollar sign.</summary>
internal sealed record VariableOperand(string Name) : Operand;

/// <summary>A function.</summary>
internal sealed record FunctionOperand(string Name) : Operand;

/// <summary>A pipeline in parentheses.</summary>
internal sealed record GroupOperand(Pipeline Pipeline) : Operand;

/// <summary>The entry of a dictionary.</summary>
internal sealed record FieldOperand(Operand Of, string Name) : Operand;

/// <summary>A whole template with those that it defines by name.</summary>
internal sealed record TemplateProgram(IReadOnlyList<TemplateNode> Body, IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> Definitions);
