using Palisade.Ftw.Model;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Findings;

/// <summary>
/// How the runner learns what the WAF found in a stage. One call before and one after each stage; stages run at the
/// same time only where <see cref="Concurrent"/> says so.
/// </summary>
public abstract class FindingSource
{
    /// <summary>Whether stages may run at the same time.</summary>
    public abstract bool Concurrent { get; }

    /// <summary>Whether the runner must wait until the server has closed the connection before it asks.</summary>
    public abstract bool NeedsClose { get; }

    /// <summary>Begins a stage.</summary>
    /// <param name="destination">Where its request will go.</param>
    /// <param name="name">Unique for every run of every stage.</param>
    /// <returns>Why it cannot begin, or null.</returns>
    public abstract Task<string?> BeginAsync(Stage stage, Destination destination, string name, CancellationToken stop);

    /// <summary>Ends the stage and tells what was found.</summary>
    /// <param name="exchange">What came of its request.</param>
    /// <returns>The findings, or why they cannot be had.</returns>
    public abstract Task<(StageFindings? Findings, string? Problem)> EndAsync(Stage stage, Destination destination, string name, Exchange exchange, CancellationToken stop);
}
