using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Reading;

/// <summary><c>rate_limiter</c>: a list of limits, or one limit written without a list.</summary>
internal static class RateLimiterReader
{
    /// <summary>Reads the <c>spec</c>.</summary>
    public static RateLimiterConfig Read(Fields fields)
    {
        fields.OneOf(needed: true, "limits", "total_number");
        return new()
        {
            UserIdentification = fields.OptionalText("user_identification"),
            IsAlone = !fields.Has("limits"),
            Limits = fields.Has("limits") ? fields.Mappings("limits", Limit) : fields.Has("total_number") ? [Limit(fields)] : [new() { TotalNumber = 1 }],
        };
    }

    private static RateLimitConfig Limit(Fields fields)
    {
        fields.OneOf(needed: false, "leaky_bucket", "token_bucket");
        fields.OneOf(needed: false, "disabled", "action_block");
        _ = (fields.Empty("leaky_bucket"), fields.Empty("disabled"));
        if (!fields.Has("total_number")) fields.Fault("total_number", PolicyCodes.Missing, "missing");
        return new()
        {
            TotalNumber = fields.Number("total_number", 1),
            Unit = fields.Choice("unit", RateUnit.Second),
            PeriodMultiplier = fields.Number("period_multiplier", 1),
            BurstMultiplier = fields.Number("burst_multiplier", 1),
            Algorithm = fields.Empty("token_bucket") ? RateAlgorithm.TokenBucket : RateAlgorithm.LeakyBucket,
            Block = fields.Mapping("action_block", Block)?.Time,
        };
    }

    private static Span Block(Fields fields)
    {
        fields.OneOf(needed: true, "seconds", "minutes", "hours");
        var time = Duration(fields, "seconds", TimeSpan.FromSeconds(1)) ?? Duration(fields, "minutes", TimeSpan.FromMinutes(1)) ?? Duration(fields, "hours", TimeSpan.FromHours(1));
        return time ?? new(TimeSpan.FromSeconds(1));
    }

    private static Span? Duration(Fields fields, string name, TimeSpan unit) =>
        fields.Mapping(name, inner => new Span(Math.Clamp(inner.Number("duration", 0), -1, 1_000_000) * unit));

    private sealed record Span(TimeSpan Time);
}
