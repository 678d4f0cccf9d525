using Palisade.Engine.Rules;

namespace Palisade.Engine.Outcome;

/// <summary>One reason for the score of a transaction.</summary>
/// <param name="Rule">The rule that found it; null for what is known of the client or of the endpoint.</param>
/// <param name="Kind">The kind of attack, as its <c>evidence</c> action says.</param>
/// <param name="Weight">What it weighs by itself, from 1.</param>
/// <param name="Counted">Whether it adds to the score; false for what another reason covers.</param>
/// <param name="Reason">In words; empty where the rule's finding says it.</param>
public sealed record Evidence(RuleInfo? Rule, string Kind, int Weight, bool Counted, string Reason)
{
    /// <summary>The kind of what the connector knows of the client.</summary>
    public const string Client = "CLIENT";

    /// <summary>The kind of what is unusual at the endpoint.</summary>
    public const string Endpoint = "ENDPOINT";
}
