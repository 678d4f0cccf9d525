using Palisade.Cli.Managing;
using Palisade.Configuration;
using Palisade.Protection;
using Palisade.Protection.Policies;

namespace Palisade.Cli.Run;

/// <summary>What <c>palisade run</c> was asked to do; checked.</summary>
/// <param name="IsDemo">The demo shop is the origin.</param>
internal sealed record RunPlan(GatewayConfig Config, RuleSource Rules, PolicySource Policies, bool IsDemo)
{
    /// <summary>The manager that is started beside the gateway; null for none.</summary>
    public ManagerPlan? Manager { get; init; }

    /// <summary>Whether it was asked for by name: then nothing is started without it.</summary>
    public bool ManagerIsWanted { get; init; }
}
