using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>domain_matcher</c>, <c>server_name</c>: the host of the request, in small letters and without its port.</summary>
internal sealed class HostCondition(string word, TextMatch match) : Condition
{
    /// <inheritdoc/>
    public override string Word => word;

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request)
    {
        Span<byte> buffer = stackalloc byte[Host.Longest];
        return match.Matches(Host.Of(request.Head.Headers, buffer));
    }
}
