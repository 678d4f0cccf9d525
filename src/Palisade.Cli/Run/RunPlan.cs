using Palisade.Configuration;
using Palisade.Protection;
using Palisade.Protection.Policies;

namespace Palisade.Cli.Run;

/// <summary>What <c>palisade run</c> was asked to do; checked.</summary>
/// <param name="IsDemo">The demo shop is the origin.</param>
internal sealed record RunPlan(GatewayConfig Config, RuleSource Rules, PolicySource Policies, bool IsDemo);
