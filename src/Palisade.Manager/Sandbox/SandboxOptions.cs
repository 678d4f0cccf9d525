namespace Palisade.Manager.Sandbox;

/// <summary>Whether snapshots wait for a sandbox.</summary>
public enum SandboxMode
{
    /// <summary>While a sandbox is connected they do; where there is none they are published at once, and the status says so.</summary>
    Available,

    /// <summary>They do, and without a sandbox nothing is published.</summary>
    Required,

    /// <summary>They do not. What a sandbox says is told and decides nothing.</summary>
    None,
}

/// <summary>How snapshots are tried before gateways get them.</summary>
public sealed record SandboxOptions
{
    /// <summary>Whether they wait. Default <see cref="SandboxMode.Available"/>: one machine by itself has no sandbox.</summary>
    public SandboxMode Mode { get; init; }

    /// <summary>
    /// How long a verdict is waited for, when a sandbox is connected; with <see cref="PerObject"/> for each changed object besides. 1 s to 1 hour. Default 30 s: a sandbox
    /// gives a snapshot up after 10 s by itself, may have to start anew then, and knows the reason better.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Added for each changed object: a first snapshot of 10,000 sites takes longer than a change. 0 to 1 s. Default 40 ms.</summary>
    public TimeSpan PerObject { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>How long after its start a manager waits for a sandbox that was there before. 0 to 1 hour. Default 30 s: twice the longest pause of one that connects again.</summary>
    public TimeSpan Return { get; init; } = TimeSpan.FromSeconds(30);
}
