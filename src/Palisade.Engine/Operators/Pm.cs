using System.Text;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Phrases;

namespace Palisade.Engine.Operators;

/// <summary>
/// <c>@pm phrase phrase …</c>, <c>@pmFromFile file …</c> (<c>@pmf</c>) and <c>@pmFromDataset name</c>: true when one of the
/// phrases occurs in the value. A to Z match a to z; all other bytes match themselves.
/// </summary>
/// <remarks>
/// <para>With <c>capture</c>, TX.0 is the phrase as the list spells it, of those that end first the longest.</para>
/// <para><c>@pm</c> splits at white space and knows <c>|41 42|</c> for bytes (see <see cref="PhraseList"/>). Files hold one phrase a
/// line, <c>#</c> begins a comment line, and white space belongs to the phrase; names are relative to the folder of the
/// rule file. A list over https is refused. Datasets are those of Coraza's <c>SecDataset</c>. Macros are not expanded.</para>
/// <para>One pass over the value whatever it holds. ModSecurity v3 misses some phrases that begin inside another and
/// every phrase with a byte above 0x7F; here they are found.</para>
/// </remarks>
internal sealed class Pm : Operator
{
    private readonly PhraseSet _set;
    private readonly IReadOnlyList<byte[]> _phrases;

    private Pm(string name, IReadOnlyList<byte[]> phrases)
    {
        Name = name;
        _phrases = phrases;
        _set = PhraseSet.Build(phrases, foldCase: true);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>From the argument itself.</summary>
    public static Pm FromList(OperatorArgument argument) => new(argument.Name, PhraseList.Parse(argument.Bytes));

    /// <summary>From files.</summary>
    public static Operator? FromFiles(OperatorArgument argument) =>
        DataFiles.ReadLines(argument) is { } lines ? new Pm(argument.Name, lines) : null;

    /// <summary>From a <c>SecDataset</c>.</summary>
    public static Operator? FromDataset(OperatorArgument argument) =>
        argument.Options.Datasets.TryGetValue(argument.Text.Trim(), out var lines)
            ? new Pm(argument.Name, [.. lines.Select(Encoding.Latin1.GetBytes)])
            : argument.Refuse(OperatorFaults.Dataset, $"there is no dataset '{argument.Text}'", "define it with SecDataset before the rule");

    /// <inheritdoc/>
    public override MatchCondition Condition => MatchCondition.ContainsAny([.. _phrases.Where(p => p.Length > 0)]);

    /// <inheritdoc/>
    public override bool ReadsValueOnly => true;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (!_set.TryFindFirst(value, out var match)) return false;
        if (run.WantsCaptures) run.Capture(_phrases[match.Phrase]);
        return true;
    }
}
