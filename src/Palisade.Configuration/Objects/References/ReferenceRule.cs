namespace Palisade.Configuration.Objects.References;

/// <summary>Which field of a kind names objects, and of which kinds.</summary>
/// <param name="Field">Below <c>spec</c>, with <c>[]</c> for each item of a list: <c>routes[].origin_pool</c>.</param>
/// <param name="MayBeOfPlatform">Whether the platform's own objects may be named, with <c>tenant: system</c>.</param>
public sealed record ReferenceRule(string Field, IReadOnlyList<string> Kinds, bool MayBeOfPlatform = false)
{
    /// <summary>The steps of <see cref="Field"/>; <c>[]</c> is one of its own.</summary>
    public IReadOnlyList<string> Steps { get; } = [.. Field.Replace("[]", ".[]", StringComparison.Ordinal).Split('.')];
}
