namespace Palisade.Engine.Outcome;

/// <summary>What a rule decided to do with the request. The connector carries it out.</summary>
public enum InterruptionKind
{
    /// <summary>Answer with <see cref="Interruption.Status"/>.</summary>
    Deny,

    /// <summary>Close the connection without an answer.</summary>
    Drop,

    /// <summary>Send the client to <see cref="Interruption.Location"/>.</summary>
    Redirect,
}

/// <summary>The end of a request by rule.</summary>
/// <param name="Status">The HTTP status to answer with.</param>
/// <param name="Location">Where a redirect leads; otherwise null.</param>
/// <param name="RuleId">The rule that decided.</param>
/// <param name="Phase">The phase (1 to 5) it decided in.</param>
public sealed record Interruption(InterruptionKind Kind, int Status, string? Location, long RuleId, int Phase);
