namespace Palisade.Configuration.Objects.Naming;

/// <summary>What an object is called inside its tenant.</summary>
/// <param name="Kind">The word behind <c>kind</c>, such as <c>origin_pool</c>.</param>
/// <param name="Namespace">Empty for the kinds that belong to the tenant as a whole.</param>
public readonly record struct LocalKey(string Kind, string Namespace, string Name)
{
    /// <summary>By kind, namespace and name: the order of lists.</summary>
    public static IComparer<LocalKey> Order { get; } = Comparer<LocalKey>.Create(static (a, b) =>
        string.CompareOrdinal(a.Kind, b.Kind) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(a.Namespace, b.Namespace) is not 0 and var byNamespace ? byNamespace
        : string.CompareOrdinal(a.Name, b.Name));

    /// <summary>Every fault of the parts, with the paths that operators write.</summary>
    public IEnumerable<ConfigFault> Check()
    {
        if (ObjectKinds.Find(Kind) is not { } kind)
        {
            yield return new("kind", $"There is no kind '{Shown(Kind)}'; there are {string.Join(", ", ObjectKinds.All.Select(k => k.Name))}.");
            yield break;
        }

        if (!ObjectNames.IsName(Name)) yield return new("metadata.name", $"'{Shown(Name)}' is not a name: {ObjectNames.NameGrammar}.");
        if (kind.Name == ObjectKinds.Namespace && Name.Length > 0 && !ObjectNames.IsLabel(Name)) yield return new("metadata.name", $"'{Shown(Name)}' is not the name of a namespace: {ObjectNames.LabelGrammar}.");
        if (kind.InNamespace && !ObjectNames.IsLabel(Namespace)) yield return new("metadata.namespace", $"'{Shown(Namespace)}' is not the name of a namespace: {ObjectNames.LabelGrammar}.");
        if (!kind.InNamespace && Namespace.Length > 0) yield return new("metadata.namespace", $"A {Kind} belongs to its tenant as a whole and is in no namespace.");
    }

    /// <summary><c>kind namespace/name</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    private static string Shown(string text) => text.Length <= 64 ? text : text[..64] + "…";
}

/// <summary>The whole name of an object.</summary>
public readonly record struct ObjectKey(string Tenant, LocalKey Local)
{
    /// <summary>Every fault of the parts.</summary>
    public IEnumerable<ConfigFault> Check()
    {
        if (!ObjectNames.IsLabel(Tenant)) yield return new("metadata.tenant", $"'{Tenant}' is not the name of a tenant: {ObjectNames.LabelGrammar}.");
        if (Local.Kind == ObjectKinds.Tenant && Local.Name != Tenant) yield return new("metadata.name", $"The object of tenant '{Tenant}' has its name.");
        foreach (var fault in Local.Check()) yield return fault;
    }

    /// <summary><c>tenant: kind namespace/name</c>.</summary>
    public override string ToString() => $"{Tenant}: {Local}";
}
