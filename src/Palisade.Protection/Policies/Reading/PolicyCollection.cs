using Palisade.Configuration.Policies;
using Palisade.SecLang;

namespace Palisade.Protection.Policies.Reading;

/// <summary>All objects of all files, found by kind and name. References lead somewhere, once <see cref="Of"/> found no fault.</summary>
public sealed class PolicyCollection
{
    private readonly Dictionary<(string Kind, string Name), PolicyDocument> _byName = [];

    private PolicyCollection(IReadOnlyList<PolicyDocument> documents) => Documents = documents;

    /// <summary>Every object, in the order of the files.</summary>
    public IReadOnlyList<PolicyDocument> Documents { get; }

    /// <summary>The documents as a whole, and what is wrong between them: names that occur twice, references that lead nowhere.</summary>
    public static (PolicyCollection Collection, IReadOnlyList<Diagnostic> Diagnostics) Of(IReadOnlyList<PolicyDocument> documents)
    {
        var collection = new PolicyCollection(documents);
        var faults = new List<Diagnostic>();
        foreach (var document in documents)
        {
            var key = (document.Object.Kind, document.Object.Metadata.Name);
            if (!collection._byName.TryAdd(key, document))
                faults.Add(document.Fault(new("metadata.name", $"there is another one of that name at {collection._byName[key].At("metadata.name")}"), PolicyCodes.Duplicate));
        }

        foreach (var document in documents)
        {
            foreach (var reference in document.Object.References())
            {
                if (collection.Refuses(reference) is { } why) faults.Add(document.Fault(new(reference.Field, why), PolicyCodes.Reference));
            }
        }

        return (collection, faults);
    }

    /// <summary>The object of a kind and name; null when there is none.</summary>
    public PolicyDocument? Find(string kind, string name) => _byName.GetValueOrDefault((kind, name));

    /// <summary>Every object of a kind, in the order of the files.</summary>
    public IEnumerable<PolicyDocument> OfKind(string kind) => Documents.Where(d => d.Object.Kind == kind);

    private string? Refuses(PolicyReference reference)
    {
        var found = reference.Kinds.Count(kind => _byName.ContainsKey((kind, reference.Name)));
        if (found > 1) return $"'{reference.Name}' is the name of {string.Join(" and of ", reference.Kinds)}: rename one of them";
        return found == 1 ? null : $"there is no {string.Join(" or ", reference.Kinds)} '{reference.Name}'";
    }
}
