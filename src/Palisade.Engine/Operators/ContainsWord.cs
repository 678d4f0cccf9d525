using Palisade.Engine.Patterns.Conditions;

namespace Palisade.Engine.Operators;

/// <summary><c>@containsWord text</c>: true when the text occurs in the value with no ASCII letter directly before or after it.</summary>
/// <remarks>
/// Macros in the text are expanded. An empty text occurs in every value, and nothing else in an empty value.
/// Digits and <c>_</c> bound a word here, as in ModSecurity v3: <c>or1</c> holds the word <c>or</c>.
/// </remarks>
internal sealed class ContainsWord(OperatorArgument argument) : TextOperator(argument)
{
    /// <inheritdoc/>
    public override string Name => "containsWord";

    /// <inheritdoc/>
    public override MatchCondition Condition => HasText;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        var word = Text(run);
        if (word.IsEmpty) return true;
        foreach (var start in Occurrences.Of(value, word))
        {
            if (!IsLetter(value, start - 1) && !IsLetter(value, start + word.Length)) return true;
        }

        return false;
    }

    private static bool IsLetter(ReadOnlySpan<byte> value, int at) =>
        (uint)at < (uint)value.Length && char.IsAsciiLetter((char)value[at]);
}
