using Palisade.Events;

namespace Palisade.Cli.Sandbox.Trials;

/// <summary>How a sample request fared.</summary>
/// <param name="Action">What was done with it; null where nobody answered.</param>
/// <param name="Rules">The rules that matched, by number; empty for none.</param>
/// <param name="EngineFault">Why the engine could not judge it; null where it could.</param>
internal sealed record Fared(EventAction? Action, string Rules, string? EngineFault)
{
    private const int MostRules = 12;

    /// <summary>It got through, and nothing matched.</summary>
    public static Fared Through { get; } = new(EventAction.Allowed, "", null);

    /// <summary>No answer came and none was recorded.</summary>
    public static Fared Unanswered { get; } = new(null, "", null);

    /// <summary>Whether a client does not get what it asked for because of the configuration.</summary>
    public bool IsBlocked => Action is EventAction.Blocked or EventAction.Challenged or EventAction.Refused;

    /// <summary>From what the gateway recorded.</summary>
    public static Fared Of(SecurityEvent what) => new(
        what.Action,
        string.Join(' ', what.Findings.Where(f => f.RuleId > 0).Select(f => f.RuleId).Distinct().Take(MostRules)) is { Length: > 0 } rules ? rules : string.Join("; ", what.Findings.Select(f => f.Message).OfType<string>().Distinct().Take(2)),
        what is { Action: EventAction.Failed, Failure: { Source: EventFailureSource.Engine } failure } ? failure.Error : null);
}
