using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Palisade.Api.Rollouts;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects.Kinds;
using Palisade.Configuration.Objects.Naming;
using Palisade.Configuration.Policies;

namespace Palisade.Manager.Rollouts;

/// <summary>What decides when a tenant gets something.</summary>
internal sealed record TenantPlace(string Name, RolloutRing Ring, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>A number from 0 to 99.99 that a tenant has for ever: who is below 10 is below 50.</summary>
    public static double PercentileOf(string tenant) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(tenant))) % 10_000 / 100.0;

    /// <summary>Whether a stage or one before it is for the tenant.</summary>
    public bool IsIn(NewRollout plan, int stage) => plan.Stages.Take(stage + 1).Any(IsIn);

    private bool IsIn(RolloutStage stage) =>
        stage.Everyone
        || stage.Tenants?.Contains(Name, StringComparer.Ordinal) is true
        || (stage.Ring is { } ring && Word.Of(Name is ObjectNames.SystemTenant ? RolloutRing.Own : Ring) == ring)
        || (stage.Labels is { } labels && LabelSelector.Parse(labels).Selector?.Matches(Labels) is true)
        || (stage.Percent is { } percent && PercentileOf(Name) < percent);
}
