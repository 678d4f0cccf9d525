using Palisade.Detection.Sql;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Operators;

/// <summary><c>@detectSQLi</c>: true when the value, put into a SQL statement, would leave its place and continue as SQL.</summary>
/// <remarks>
/// Decided by <see cref="SqlInjection"/>, which parses, and not by libinjection's list of fingerprints. With <c>capture</c>, TX.0
/// is the fingerprint, whose letters are our own. The argument is ignored.
/// </remarks>
internal sealed class DetectSqli : Operator
{
    // One word, number or name is no SQL; the detector says so itself.
    private static readonly MatchCondition Injectable = MatchCondition.Of(3, MatchGroup.Of(~(NamedSets.Word | ByteSet.Of((byte)'.'))));

    private DetectSqli()
    {
    }

    /// <summary>The only one: there is nothing to tell it.</summary>
    public static DetectSqli Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "detectSQLi";

    /// <inheritdoc/>
    public override MatchCondition Condition => Injectable;

    /// <inheritdoc/>
    public override bool ReadsValueOnly => true;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (SqlInjection.Detect(value) is not { } finding) return false;
        if (run.WantsCaptures) run.Capture(System.Text.Encoding.Latin1.GetBytes(finding.Fingerprint));
        return true;
    }
}
