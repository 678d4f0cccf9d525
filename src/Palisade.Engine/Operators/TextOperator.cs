using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary>An operator that compares the value with a text in which macros are expanded for each transaction.</summary>
internal abstract class TextOperator(OperatorArgument argument) : Operator
{
    private readonly byte[] _text = argument.Bytes;
    private readonly bool _hasMacros = argument.HasMacros;

    /// <summary>What a value has that has the text, where it is known.</summary>
    protected MatchCondition HasText => _hasMacros ? MatchCondition.Anything : MatchCondition.Contains(_text);

    /// <summary>The text to compare with, its macros expanded.</summary>
    protected ReadOnlySpan<byte> Text(OperatorRun run) => _hasMacros ? run.Argument.Span : _text;
}
