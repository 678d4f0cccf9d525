using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary>A condition that was found, when compiling, to hold for no request.</summary>
internal sealed class NeverCondition(string word) : Condition
{
    /// <inheritdoc/>
    public override string Word => word;

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => false;
}
