using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>body_matcher</c>: the body, unpacked, as far as it is inspected.</summary>
internal sealed class BodyCondition(TextMatch match) : Condition
{
    /// <inheritdoc/>
    public override string Word => "body_matcher";

    /// <inheritdoc/>
    public override bool NeedsBody => true;

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => match.Matches(request.Body);
}
