namespace Palisade.Protection.Policies;

/// <summary>Where policies come from.</summary>
public sealed record PolicySource
{
    /// <summary>Policy files, and folders of <c>*.yaml</c>. Default none: nothing holds besides the rules.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>A database of places in the MaxMind DB format; null (the default) for none.</summary>
    public string? Geo { get; init; }

    /// <summary>A database of autonomous systems in the MaxMind DB format; null (the default) for none.</summary>
    public string? Asn { get; init; }

    /// <summary>Whether there is nothing to build.</summary>
    public bool IsEmpty => Files.Count == 0 && Geo is null && Asn is null;

    /// <summary>Every path that is named here.</summary>
    public IEnumerable<string> Paths => [.. Files, .. Geo is null ? [] : (string[])[Geo], .. Asn is null ? [] : (string[])[Asn]];
}
