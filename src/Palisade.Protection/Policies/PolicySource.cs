namespace Palisade.Protection.Policies;

/// <summary>Where policies come from.</summary>
public sealed record PolicySource
{
    /// <summary>Policy files, and folders of <c>*.yaml</c>. Default none: nothing holds besides the rules.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether there is nothing to build.</summary>
    public bool IsEmpty => Files.Count == 0;

    /// <summary>Every path that is named here.</summary>
    public IEnumerable<string> Paths => Files;
}
