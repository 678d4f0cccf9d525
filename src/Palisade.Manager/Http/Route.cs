using Palisade.Manager.Access;

namespace Palisade.Manager.Http;

/// <summary>One method of one path: who may ask, what is taken, what is answered. The contract's document is made of the same.</summary>
/// <param name="Path">With names in braces, as <c>/api/tenants/{tenant}/audit</c>.</param>
internal sealed record Route(string Method, string Path, string Summary, Gate Gate, Func<Call, Task<Answer>> Run)
{
    /// <summary>The parameters behind <c>?</c>; any other is refused.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>What the body is; null for none.</summary>
    public BodyShape? Body { get; init; }

    /// <summary>What is answered when it goes well.</summary>
    public required IReadOnlyList<AnswerShape> Answers { get; init; }

    /// <summary>The statuses of problems besides those that every path has.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];
}

/// <summary>Who may ask.</summary>
/// <param name="Kind">Where the right is needed.</param>
internal readonly record struct Gate(GateKind Kind, Permission Permission = Permission.Read)
{
    /// <summary>Anybody.</summary>
    public static Gate Open { get; } = new(GateKind.Open);

    /// <summary>Whoever is signed on.</summary>
    public static Gate SignedOn { get; } = new(GateKind.SignedOn);

    /// <summary>Whoever administers the platform.</summary>
    public static Gate Platform { get; } = new(GateKind.Platform, Permission.Platform);

    /// <summary>Whoever has the right in the namespace of the path, or in the whole tenant where the path names none.</summary>
    public static Gate Here(Permission permission) => new(GateKind.Here, permission);

    /// <summary>Whoever has the right in a part of the tenant; the answer must hold nothing of the rest.</summary>
    public static Gate Somewhere(Permission permission) => new(GateKind.Somewhere, permission);
}

/// <summary>Where a right is needed.</summary>
internal enum GateKind
{
    /// <summary>Nowhere.</summary>
    Open,

    /// <summary>None is needed, but a name.</summary>
    SignedOn,

    /// <summary>Above all tenants.</summary>
    Platform,

    /// <summary>Where the path says.</summary>
    Here,

    /// <summary>Anywhere in the tenant.</summary>
    Somewhere,
}

/// <summary>A parameter behind <c>?</c>.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
/// <param name="Least">Of numbers.</param>
/// <param name="Most">Of numbers; of texts, characters.</param>
internal sealed record QueryParameter(string Name, string Type, string About, long Least = 0, long Most = 4096);

/// <summary>A body that is taken.</summary>
/// <param name="Type">The contract's type; of objects, <see cref="Palisade.Configuration.Documents.Node"/>.</param>
/// <param name="Most">In bytes.</param>
/// <param name="Yaml">Whether YAML is taken besides JSON.</param>
internal sealed record BodyShape(Type Type, int Most = BodyShape.Small, bool Yaml = false)
{
    /// <summary>Enough for everything but objects: 64 KiB.</summary>
    public const int Small = 64 * 1024;
}

/// <summary>An answer that is given.</summary>
/// <param name="Type">The contract's type; null for no body.</param>
internal sealed record AnswerShape(int Status, Type? Type, string MediaType = "application/json");
