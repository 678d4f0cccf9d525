namespace Palisade.Api.Objects;

/// <summary>That the manager answers.</summary>
/// <param name="Status"><c>ok</c>.</param>
public sealed record Health(string Status, string Version);
