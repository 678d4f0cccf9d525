namespace Palisade.Ftw.Model;

/// <summary>What a stage expects. What is not set is not looked at.</summary>
public sealed record StageOutput
{
    /// <summary>The answer's status is one of these; any status where empty.</summary>
    public IReadOnlyList<int> Status { get; init; } = [];

    /// <summary>A pattern that the whole answer, head and body, must contain; null for none.</summary>
    public string? ResponseContains { get; init; }

    /// <summary>True: only a connection that breaks without an answer passes, and nothing else is looked at.</summary>
    public bool ExpectError { get; init; }

    /// <summary>Whether a failed stage is sent once more.</summary>
    public bool RetryOnce { get; init; }

    /// <summary>Whether exactly one rule may have matched: the one of <see cref="ExpectIds"/>.</summary>
    public bool Isolated { get; init; }

    /// <summary>Rules of which every one must have matched.</summary>
    public IReadOnlyList<long> ExpectIds { get; init; } = [];

    /// <summary>Rules of which none may have matched.</summary>
    public IReadOnlyList<long> NoExpectIds { get; init; } = [];

    /// <summary>A pattern that at least one log line must match; null for none.</summary>
    public string? MatchRegex { get; init; }

    /// <summary>A pattern that no log line may match; null for none.</summary>
    public string? NoMatchRegex { get; init; }
}
