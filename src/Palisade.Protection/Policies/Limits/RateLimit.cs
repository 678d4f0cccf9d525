using Palisade.Configuration.Policies;
using Palisade.Protection.Policies.Users;

namespace Palisade.Protection.Policies.Limits;

/// <summary>One limit, compiled. Immutable.</summary>
public sealed class RateLimit
{
    internal RateLimit(string site, string limiter, int index, RateLimitConfig config)
    {
        (Limiter, Algorithm, Total) = (limiter, config.Algorithm, config.TotalNumber);
        (Period, Block) = (config.Period, config.Block ?? TimeSpan.Zero);
        Capacity = (double)config.TotalNumber * config.BurstMultiplier;
        Window = config.Period * config.BurstMultiplier;
        // A limit that was changed is another one, and counts from nothing.
        Id = UserKey.Of($"{site}/{limiter}/{index}/{config}");
    }

    /// <summary>The name of its rate limiter.</summary>
    public string Limiter { get; }

    /// <summary>How requests are counted.</summary>
    public RateAlgorithm Algorithm { get; }

    /// <summary>How many requests <see cref="Period"/> has.</summary>
    public int Total { get; }

    /// <summary>The time that the number is for.</summary>
    public TimeSpan Period { get; }

    /// <summary>How many requests may come at once.</summary>
    public double Capacity { get; }

    /// <summary>The time in which <see cref="Capacity"/> comes back.</summary>
    public TimeSpan Window { get; }

    /// <summary>How long a user who exceeds it is refused altogether; zero for not.</summary>
    public TimeSpan Block { get; }

    /// <summary>Sets it apart from every other limit: mixed into the keys of users.</summary>
    public UInt128 Id { get; }
}

/// <summary>A rate limiter, compiled: limits, all of which hold.</summary>
/// <param name="users">What tells users apart; null for what the site says.</param>
public sealed class RateLimiter(string name, RateLimit[] limits, UserFinder? users)
{
    /// <summary>The name of its object.</summary>
    public string Name => name;

    /// <summary>The limits, in order.</summary>
    public ReadOnlySpan<RateLimit> Limits => limits;

    /// <summary>What tells users apart; null for what the site says.</summary>
    public UserFinder? Users => users;
}
