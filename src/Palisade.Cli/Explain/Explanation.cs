using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;

namespace Palisade.Cli.Explain;

/// <summary>What one phase found.</summary>
/// <param name="Number">1 to 5.</param>
/// <param name="Findings">The rules that matched, in order; silent ones (nolog) included.</param>
/// <param name="InboundScore">The inbound anomaly score after it.</param>
/// <param name="OutboundScore">The outbound anomaly score after it.</param>
internal sealed record PhaseStory(int Number, IReadOnlyList<Finding> Findings, int InboundScore, int OutboundScore)
{
    /// <summary>What the phase is about.</summary>
    public string Name => Number switch
    {
        1 => "request headers",
        2 => "request body",
        3 => "response headers",
        4 => "response body",
        _ => "logging",
    };
}

/// <summary>How a request fared, phase by phase.</summary>
/// <param name="Phases">The phases that ran.</param>
/// <param name="Interruption">What the rules decided; null when they let it pass.</param>
/// <param name="WouldInterrupt">What they would have decided, were they not only reporting.</param>
/// <param name="Evidence">The reasons for the score: what weighs how much, and what of it counts.</param>
/// <param name="GaveUp">The first rule with a pattern that ran into its limit; null when none did.</param>
/// <param name="Faults">What the engine could not do as asked.</param>
/// <param name="Notes">What was odd about the text of the request.</param>
internal sealed record Explanation(
    IReadOnlyList<PhaseStory> Phases, Interruption? Interruption, Interruption? WouldInterrupt, IReadOnlyList<Evidence> Evidence, RuleInfo? GaveUp, IReadOnlyList<string> Faults,
    IReadOnlyList<string> Notes);
