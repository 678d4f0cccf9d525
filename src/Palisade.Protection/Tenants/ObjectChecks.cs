using System.Runtime.CompilerServices;
using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;

namespace Palisade.Protection.Tenants;

/// <summary>
/// What is wrong with objects. The manager checked them; a gateway believes nothing. Each spec is looked at once, whoever asks: what a rollout gave to a thousand tenants
/// is one, of two megabytes. For any number of threads.
/// </summary>
internal sealed class ObjectChecks
{
    // A spec is held by one object, or by copies of it that differ in the tenant alone.
    private readonly ConditionalWeakTable<Node, Lazy<ConfigFault?>> _found = [];

    /// <summary>The first fault; null when there is none.</summary>
    public ConfigFault? FaultOf(ObjectDraft draft) => _found.GetValue(draft.Spec, _ => new(() => draft.Check() is [var first, ..] ? first : null)).Value;
}
