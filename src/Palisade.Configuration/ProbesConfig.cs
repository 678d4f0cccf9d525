namespace Palisade.Configuration;

/// <summary>The monitor that asks for URLs of sites (their <c>health_monitor</c>) through the whole path, and its log.</summary>
public sealed record ProbesConfig
{
    /// <summary>Whether URLs are asked for. Default true; what sites ask for is nothing until they say so.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The file that keeps the last 3,000 results over a restart, 6 MB; null (the default) for memory alone.</summary>
    public string? File { get; init; }

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (Directory.Exists(File)) yield return new($"{at}.file", $"'{File}' is a folder; a file is needed.");
    }
}
