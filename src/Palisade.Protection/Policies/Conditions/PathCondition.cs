using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>path</c>: the path as applications read it.</summary>
internal sealed class PathCondition(TextMatch match) : Condition
{
    /// <inheritdoc/>
    public override string Word => "path";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => match.Matches(request.Path);
}
