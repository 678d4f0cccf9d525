namespace Palisade.Manager.Accounts;

/// <summary>How long sessions last.</summary>
public sealed record SessionLimits
{
    /// <summary>A session ends when it was not used for so long. Default 30 minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after so long however much it is used. Default 12 hours.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Most sessions of one user; the oldest ends for a new one. Default 50.</summary>
    public int MostSessions { get; init; } = 50;
}
