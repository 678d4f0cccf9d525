using Palisade.Engine.Operators;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>
/// Which rules ask a recogniser of values that another rule has it read anyway. For each recogniser and phase the first rule leads; those follow
/// that read no value which the leader does not read, in the same forms, whatever confidence they ask for.
/// </summary>
/// <param name="basis">Those of a program whose tests are used as they are; finished, and only read. Or null.</param>
internal sealed class RecogniserLeads(RecogniserLeads? basis)
{
    private readonly Dictionary<(int Phase, int Recogniser), (Rule Rule, TransformationChain Chain)> _leaders = [];

    /// <summary>Takes in a rule, in the order of the program.</summary>
    public (bool Leads, bool Follows) Take(Rule rule, TransformationChain chain)
    {
        if (rule.Operator is not Detect { Number: var number } || rule.Negated || !rule.Targets.All(IsSteady)) return default;
        var key = (rule.Info.Phase, number);
        if ((basis is null || !basis._leaders.TryGetValue(key, out var leader)) && !_leaders.TryGetValue(key, out leader))
        {
            _leaders[key] = (rule, chain);
            return (true, false);
        }

        return (false, ReferenceEquals(leader.Chain, chain) && Covers(leader.Rule, rule));
    }

    // What a rule reads of what rules can change may be another thing a moment later.
    private static bool IsSteady(Target target) => !target.Count && !target.Sources.IsEmpty;

    private static bool Covers(Rule leader, Rule follower) =>
        follower.Targets.All(target => leader.Targets.Any(t => IsSame(t, target)))
        && leader.Exclusions.All(e => !follower.Targets.Any(t => t.Variable == e.Variable) || follower.Exclusions.Any(x => IsSame(x, e)));

    private static bool IsSame(Target one, Target other) => one.Variable == other.Variable && Equals(one.Selector, other.Selector);
}
