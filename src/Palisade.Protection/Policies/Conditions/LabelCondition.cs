using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>label_matcher</c>: client and site have the same value of each of some labels.</summary>
/// <param name="wanted">The labels with the values that the site has.</param>
internal sealed class LabelCondition(KeyValuePair<string, string>[] wanted) : Condition
{
    /// <inheritdoc/>
    public override string Word => "label_matcher";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        foreach (var (key, value) in wanted)
        {
            if (!string.Equals(request.ClientLabel(key), value, StringComparison.Ordinal)) return false;
        }

        return true;
    }
}
