namespace Palisade.SecLang;

/// <summary>Bounds for reading rule files: what an <c>Include</c> leads to is not always what its author thought.</summary>
public sealed record RuleFileOptions
{
    /// <summary>How deep files may include each other.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Largest file in bytes.</summary>
    public long MaxFileBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most bytes in all files together.</summary>
    public long MaxTotalBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Most files in all; a file included twice counts twice.</summary>
    public int MaxFiles { get; init; } = 10_000;
}
