namespace Palisade.Cli.Rules;

/// <summary>The words of <c>palisade rules test</c>.</summary>
internal sealed record TestOptions
{
    /// <summary>Test files and folders.</summary>
    public required IReadOnlyList<string> Tests { get; init; }

    /// <summary>The rules to test in a gateway of our own.</summary>
    public string? Rules { get; init; }

    /// <summary>Changed expectations: a file, <c>none</c>, or null for those that are part of the program.</summary>
    public string? Overrides { get; init; }

    /// <summary>A running WAF.</summary>
    public string? Url { get; init; }

    /// <summary>Its log.</summary>
    public string? Log { get; init; }

    /// <summary>Whether its certificate need not be a good one.</summary>
    public bool Insecure { get; init; }

    /// <summary>The paranoia level of the Core Rule Set, 1 to 4.</summary>
    public int Paranoia { get; init; }

    /// <summary>Tests at the same time.</summary>
    public int Jobs { get; init; }

    /// <summary>Longest wait for an answer.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Names to run.</summary>
    public string? Include { get; init; }

    /// <summary>Names to leave out.</summary>
    public string? Exclude { get; init; }

    /// <summary>Whether the result is JSON.</summary>
    public bool Json { get; init; }
}
