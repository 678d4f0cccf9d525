using System.Net;
using Palisade.Ftw.Model;
using Palisade.Ftw.Transport;

namespace Palisade.Ftw.Findings;

/// <summary>
/// Findings of a WAF in this process. A stage has a connection of its own, so the client's end of it tells which
/// requests were the stage's, without a header of ours in a request that must not be touched.
/// </summary>
/// <param name="lookUp">The rules that matched in all requests of a connection. It is asked after the connection was closed, waits for what is still on its way, and throws <see cref="TimeoutException"/> when that does not come.</param>
public sealed class DirectFindings(Func<IPEndPoint, CancellationToken, Task<IReadOnlyCollection<LoggedRule>>> lookUp) : FindingSource
{
    /// <inheritdoc/>
    public override bool Concurrent => true;

    /// <inheritdoc/>
    public override bool NeedsClose => true;

    /// <inheritdoc/>
    public override Task<string?> BeginAsync(Stage stage, Destination destination, string name, CancellationToken stop) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public override async Task<(StageFindings? Findings, string? Problem)> EndAsync(Stage stage, Destination destination, string name, Exchange exchange, CancellationToken stop)
    {
        if (exchange.Client is null) return (StageFindings.None, null);

        try
        {
            return (StageFindings.FromRules(await lookUp(exchange.Client, stop)), null);
        }
        catch (TimeoutException e)
        {
            return (null, e.Message);
        }
    }
}
