using Palisade.Detection.Html;
using Palisade.Engine.Patterns.Conditions;
using Palisade.Engine.Patterns.Syntax;

namespace Palisade.Engine.Operators;

/// <summary><c>@detectXSS</c>: true when the value, put into a page, would become active content.</summary>
/// <remarks>
/// Decided by <see cref="Xss"/>, which reads as browsers do, and not by libinjection. With <c>capture</c>, TX.0 is the whole
/// value, as in ModSecurity v3. The argument is ignored.
/// </remarks>
internal sealed class DetectXss : Operator
{
    // What the detector finds is in a tag, in an attribute's value, or a URL with a scheme, which may be written with character references and blanks in it.
    private static readonly MatchCondition Active = MatchCondition.Of(
        5,
        MatchGroup.Of(ByteSet.Of("<=:&"u8)),
        MatchGroup.Of(["script:", "mocha:", "data:"], ByteSet.Of("<=&"u8) | ByteSet.Range(0x00, 0x20) | ByteSet.Of(0xA0) | ByteSet.Of(0xAD)));

    private DetectXss()
    {
    }

    /// <summary>The only one: there is nothing to tell it.</summary>
    public static DetectXss Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "detectXSS";

    /// <inheritdoc/>
    public override MatchCondition Condition => Active;

    /// <inheritdoc/>
    public override bool ReadsValueOnly => true;

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (Xss.Detect(value) is null) return false;
        if (run.WantsCaptures) run.Capture(value);
        return true;
    }
}
