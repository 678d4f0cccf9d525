namespace Palisade.Configuration.Policies;

/// <summary>One object of a policy file: what it is, what it is called, and what it says.</summary>
/// <param name="Kind">The word behind <c>kind</c>, such as <c>service_policy</c>.</param>
public sealed record PolicyObject(string Kind, ObjectMetadata Metadata, PolicySpec Spec)
{
    /// <summary>Every fault, with paths as the operator writes them (<c>metadata.name</c>, <c>spec.routes[0].path</c>).</summary>
    public IEnumerable<ConfigFault> Check() => Metadata.Check("metadata").Concat(Spec.Check("spec"));

    /// <summary>The objects it names.</summary>
    public IEnumerable<PolicyReference> References() => Spec.References("spec");
}

/// <summary>What an object of one kind says; any field may be wrong until <see cref="Check"/> found nothing.</summary>
public abstract record PolicySpec
{
    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public abstract IEnumerable<ConfigFault> Check(string at);

    /// <summary>The objects it names, with <paramref name="at"/> as the path of this record. They may be in any file.</summary>
    public virtual IEnumerable<PolicyReference> References(string at) => [];
}

/// <summary>One object named by another.</summary>
/// <param name="Field">Where it is named.</param>
/// <param name="Kinds">The kinds it may be of: one, or two that share a list.</param>
public readonly record struct PolicyReference(string Field, IReadOnlyList<string> Kinds, string Name)
{
    /// <summary>The references of a list of names of one kind.</summary>
    public static IEnumerable<PolicyReference> Of(string field, string kind, IReadOnlyList<string>? names) =>
        (names ?? []).Select((name, i) => new PolicyReference($"{field}[{i}]", [kind], name));

    /// <summary>The reference of a name of one kind; none for null.</summary>
    public static IEnumerable<PolicyReference> Of(string field, string kind, string? name) =>
        name is null ? [] : [new PolicyReference(field, [kind], name)];
}
