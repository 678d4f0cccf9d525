using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>expiration_timestamp</c>: the rule has not ended.</summary>
internal sealed class ExpirationCondition(DateTimeOffset end) : Condition
{
    /// <inheritdoc/>
    public override string Word => "expiration_timestamp";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => request.Now < end;
}
