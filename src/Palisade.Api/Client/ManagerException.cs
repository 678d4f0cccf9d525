using Palisade.Api.Faults;

namespace Palisade.Api.Client;

/// <summary>That the manager did not do what it was asked, and why.</summary>
/// <param name="retryAfter">When to come back; null where it says nothing of it.</param>
public sealed class ManagerException(Problem problem, TimeSpan? retryAfter = null) : Exception(problem.Detail)
{
    /// <summary>What it answered.</summary>
    public Problem Problem => problem;

    /// <summary>When to come back.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>The status of the answer.</summary>
    public int Status => problem.Status;
}
