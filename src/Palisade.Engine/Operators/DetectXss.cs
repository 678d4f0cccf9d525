using Palisade.Detection.Html;

namespace Palisade.Engine.Operators;

/// <summary><c>@detectXSS</c>: true when the value, put into a page, would become active content.</summary>
/// <remarks>
/// Decided by <see cref="Xss"/>, which reads as browsers do, and not by libinjection. With <c>capture</c>, TX.0 is the whole
/// value, as in ModSecurity v3. The argument is ignored.
/// </remarks>
internal sealed class DetectXss : Operator
{
    /// <inheritdoc/>
    public override string Name => "detectXSS";

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (Xss.Detect(value) is null) return false;
        if (run.WantsCaptures) run.Capture(value);
        return true;
    }
}
