using System.Net;

namespace Palisade.Gateway.Accept;

/// <summary>One request of the gateway's own health monitor, and what the path noted of it.</summary>
/// <param name="client">Where it comes from.</param>
internal sealed class ProbeRun(IPEndPoint client)
{
    private readonly TaskCompletionSource _recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it comes from.</summary>
    public IPEndPoint Client { get; } = client;

    /// <summary>The server of the pool that it went to, as host and port; null for none.</summary>
    public string? Origin { get; set; }

    /// <summary>What the path called it; null before its end, and where it never became a request.</summary>
    public string? SupportId { get; private set; }

    /// <summary>What became of it, in the words of events and metrics; null likewise.</summary>
    public string? Action { get; private set; }

    /// <summary>Why, where it was not answered by the origin; otherwise null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Ends when it was recorded, which is after its answer was sent.</summary>
    public Task Recorded => _recorded.Task;

    /// <summary>Says what became of it.</summary>
    public void End(string supportId, string action, string? reason)
    {
        (SupportId, Action, Reason) = (supportId, action, reason);
        _recorded.TrySetResult();
    }
}
