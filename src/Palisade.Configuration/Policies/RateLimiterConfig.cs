namespace Palisade.Configuration.Policies;

/// <summary>Units of the time that a number of requests is for.</summary>
public enum RateUnit
{
    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days.</summary>
    Day,
}

/// <summary>How requests are counted.</summary>
public enum RateAlgorithm
{
    /// <summary>What came in during the last period counts, and leaks out one period after it came in. The default.</summary>
    LeakyBucket,

    /// <summary>A request takes a token; tokens come back one by one, evenly.</summary>
    TokenBucket,
}

/// <summary>How many requests a user has.</summary>
public sealed record RateLimiterConfig : PolicySpec
{
    /// <summary>Limits, all of which hold.</summary>
    public IReadOnlyList<RateLimitConfig> Limits { get; init; } = [];

    /// <summary>Whether the one limit that there is stands in the spec itself, without a list. Default false.</summary>
    public bool IsAlone { get; init; }

    /// <summary>A <c>user_identification</c>; null for that of the site.</summary>
    public string? UserIdentification { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<ConfigFault> Check(string at) =>
    [
        .. Limits.Count > 0 ? [] : (ConfigFault[])[new($"{at}.limits", "At least one limit is needed.")],
        .. Limits.SelectMany((limit, i) => limit.Check(IsAlone ? at : $"{at}.limits[{i}]")),
    ];

    /// <inheritdoc/>
    public override IEnumerable<PolicyReference> References(string at) => PolicyReference.Of($"{at}.user_identification", KindNames.UserIdentification, UserIdentification);
}

/// <summary>One limit: so many requests in so much time.</summary>
public sealed record RateLimitConfig
{
    private const int MostRequests = 1_000_000;

    /// <summary>How many requests: 1 to 1,000,000.</summary>
    public int TotalNumber { get; init; }

    /// <summary>The unit of the period. Default <see cref="RateUnit.Second"/>.</summary>
    public RateUnit Unit { get; init; }

    /// <summary>How many units the period has: 1 to 60. Default 1.</summary>
    public int PeriodMultiplier { get; init; } = 1;

    /// <summary>How many periods' requests may come at once: 1 to 100. Default 1.</summary>
    public int BurstMultiplier { get; init; } = 1;

    /// <summary>How requests are counted. Default <see cref="RateAlgorithm.LeakyBucket"/>.</summary>
    public RateAlgorithm Algorithm { get; init; }

    /// <summary>How long a user who exceeds the limit is refused altogether; null (the default) only until the limit allows again. 1 s to 48 h.</summary>
    public TimeSpan? Block { get; init; }

    /// <summary>The time the number is for.</summary>
    public TimeSpan Period => PeriodMultiplier * Unit switch
    {
        RateUnit.Second => TimeSpan.FromSeconds(1),
        RateUnit.Minute => TimeSpan.FromMinutes(1),
        RateUnit.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>Every fault, with <paramref name="at"/> as the path of this record.</summary>
    public IEnumerable<ConfigFault> Check(string at)
    {
        if (TotalNumber is < 1 or > MostRequests) yield return new($"{at}.total_number", $"{TotalNumber} is not in 1 to 1000000.");
        if (PeriodMultiplier is < 1 or > 60) yield return new($"{at}.period_multiplier", $"{PeriodMultiplier} is not in 1 to 60.");
        if (BurstMultiplier is < 1 or > 100) yield return new($"{at}.burst_multiplier", $"{BurstMultiplier} is not in 1 to 100.");
        if (Block is { } block && (block < TimeSpan.FromSeconds(1) || block > TimeSpan.FromHours(48))) yield return new($"{at}.action_block", $"{block} is not in 1 second to 48 hours.");
    }
}
