using Palisade.Engine.Addresses;
using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>ip_prefix_list</c>, <c>ip_matcher</c>: the client's address is in one of some sets.</summary>
/// <param name="invert">Whether the clients outside are meant.</param>
internal sealed class AddressCondition(string word, PrefixSet[] sets, bool invert) : Condition
{
    /// <inheritdoc/>
    public override string Word => word;

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        foreach (var set in sets)
        {
            if (set.Contains(request.Client)) return !invert;
        }

        return invert;
    }
}
