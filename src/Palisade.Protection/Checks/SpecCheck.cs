using Palisade.Configuration;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Protection.Policies.Reading;
using Palisade.Protection.Signatures;

namespace Palisade.Protection.Checks;

/// <summary>
/// Reads and builds one object as a gateway would, for whoever keeps objects: what no gateway could build is refused before it is kept. What other objects
/// say is not looked at.
/// </summary>
public static class SpecCheck
{
    /// <summary>Every fault of one object, with the paths that operators write; none for kinds of which a gateway builds nothing.</summary>
    public static IEnumerable<ConfigFault> Check(ObjectDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Spec.Kind is not NodeKind.Map) return [];
        try
        {
            return draft.Key.Local.Kind switch
            {
                ObjectKinds.RuleSet => RuleSetCheck.Check(draft),
                ObjectKinds.SignatureSet => SignatureSetCheck.Check(draft),
                var kind when PolicyKinds.All.ContainsKey(kind) => PolicyCheck.Check(draft),
                _ => [],
            };
        }
#pragma warning disable CA1031 // Whatever an object makes us do wrong, a gateway would do wrong, too: it is refused, and the request that brought it goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return [new("spec", $"A fault of Palisade's own while it was built: {fault.GetType().Name}: {fault.Message}")];
        }
    }
}
