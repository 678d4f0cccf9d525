using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>asn_list</c>: the client's network is one of some autonomous systems. Unknown where there is no database, and then it never is.</summary>
internal sealed class NetworkCondition(IEnumerable<uint> numbers) : Condition
{
    private readonly HashSet<uint> _numbers = [.. numbers];

    /// <inheritdoc/>
    public override string Word => "asn_list";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => request.Network is { } network && _numbers.Contains(network.Number);
}
