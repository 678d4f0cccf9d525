using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>client_selector</c>: the labels that the client has fulfil every requirement.</summary>
internal sealed class ClientCondition(LabelRequirement[] requirements) : Condition
{
    /// <inheritdoc/>
    public override string Word => "client_selector";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.Admits(request.ClientLabel(requirement.Key))) return false;
        }

        return true;
    }
}
