using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary><c>port_matcher</c>: the port that the client connected to.</summary>
internal sealed class PortCondition(ushort[] ports, bool invert) : Condition
{
    /// <inheritdoc/>
    public override string Word => "port_matcher";

    /// <inheritdoc/>
    public override bool Holds(ref PolicyRequest request) => ports.AsSpan().Contains((ushort)request.Head.Endpoints.ServerPort) != invert;
}
