using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Objects.Kinds;

/// <summary>What is done with a body that is longer than what is inspected of it.</summary>
public enum LongBodyAction
{
    /// <summary>The first bytes are inspected, the rest flows on, counted. The default.</summary>
    ProcessPartial,

    /// <summary>The request is refused (413), or the answer replaced.</summary>
    Reject,
}

/// <summary>
/// <c>engine_settings</c>: limits and choices of the engine, for all sites of the tenants that it was rolled out to. A field that is absent (null) is left as it is: to
/// what was rolled out before it by name, or to the default. Rules of a <c>rule_set</c> that say something of bodies themselves have the last word on that.
/// </summary>
public sealed record EngineSettingsSpec
{
    private const int MostInspected = 128 * 1024 * 1024;

    /// <summary>How much of a request body is inspected, in bytes; 0 to 134,217,728. Default 131,072. The gateway's own limit holds where it is lower.</summary>
    public int? RequestInspectedBytes { get; init; }

    /// <summary>How much of a response body is inspected, in bytes; 0 to 134,217,728. Default 524,288. The gateway's own limit holds where it is lower.</summary>
    public int? ResponseInspectedBytes { get; init; }

    /// <summary>What is done with a request body that is longer. Default <see cref="LongBodyAction.ProcessPartial"/>.</summary>
    public LongBodyAction? LongRequest { get; init; }

    /// <summary>What is done with a response body that is longer. Default <see cref="LongBodyAction.ProcessPartial"/>.</summary>
    public LongBodyAction? LongResponse { get; init; }

    /// <summary>How many containers of JSON may be inside each other; 1 to 10,000. Default 512.</summary>
    public int? JsonDepth { get; init; }

    /// <summary>How many arguments of a request are looked at; 1 to 100,000. Default 1,000.</summary>
    public int? Arguments { get; init; }

    /// <summary>Steps that all patterns of a request may take together; 1,000,000 to 2,000,000,000. Default 200,000,000, about two seconds.</summary>
    public int? PatternSteps { get; init; }

    /// <summary>What happens when a pattern runs into its limit. Default what the gateway was started with: closed, or open with <c>--pattern-limit-open</c>.</summary>
    public FailMode? WhenAPatternGivesUp { get; init; }

    /// <summary>What happens after a fault of the engine. Default what the gateway was started with: closed, or open with <c>--fail-open</c>.</summary>
    public FailMode? WhenEngineFails { get; init; }

    /// <summary>Reads the <c>spec</c>.</summary>
    public static EngineSettingsSpec Read(Fields fields) => new()
    {
        RequestInspectedBytes = fields.Number("request_inspected_bytes", 0, MostInspected),
        ResponseInspectedBytes = fields.Number("response_inspected_bytes", 0, MostInspected),
        LongRequest = fields.OptionalChoice<LongBodyAction>("long_request"),
        LongResponse = fields.OptionalChoice<LongBodyAction>("long_response"),
        JsonDepth = fields.Number("json_depth", 1, 10_000),
        Arguments = fields.Number("arguments", 1, 100_000),
        PatternSteps = fields.Number("pattern_steps", 1_000_000, 2_000_000_000),
        WhenAPatternGivesUp = fields.OptionalChoice<FailMode>("when_a_pattern_gives_up"),
        WhenEngineFails = fields.OptionalChoice<FailMode>("when_engine_fails"),
    };

    /// <summary>These settings, and where they say nothing those of <paramref name="before"/>.</summary>
    public EngineSettingsSpec Over(EngineSettingsSpec before) => new()
    {
        RequestInspectedBytes = RequestInspectedBytes ?? before.RequestInspectedBytes,
        ResponseInspectedBytes = ResponseInspectedBytes ?? before.ResponseInspectedBytes,
        LongRequest = LongRequest ?? before.LongRequest,
        LongResponse = LongResponse ?? before.LongResponse,
        JsonDepth = JsonDepth ?? before.JsonDepth,
        Arguments = Arguments ?? before.Arguments,
        PatternSteps = PatternSteps ?? before.PatternSteps,
        WhenAPatternGivesUp = WhenAPatternGivesUp ?? before.WhenAPatternGivesUp,
        WhenEngineFails = WhenEngineFails ?? before.WhenEngineFails,
    };
}
