using System.Collections.Immutable;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Programs;

/// <summary>The rules of a phase with their jumps worked out.</summary>
/// <param name="Rules">Each with where its <c>skipAfter</c> leads (-1: not in the rest of the phase), and how many earlier ones can jump over it.</param>
/// <param name="Markers">For each marker where the phase goes on after the first of its name.</param>
internal sealed record PhasePlan(ImmutableArray<(Rule Rule, int SkipTo, int Jumps)> Rules, Dictionary<string, int> Markers)
{
    private const int Unknown = -1;

    /// <summary>Plans a phase, 1 to 5.</summary>
    public static PhasePlan Of(ImmutableArray<PhaseStep> steps, int phase)
    {
        // From the back, so that the marker a jump looks for is the next one of that name.
        var later = new Dictionary<string, int>(StringComparer.Ordinal);
        var rules = new (Rule Rule, int SkipTo, int Jumps)[steps.Count(s => s.Rule?.Info.Phase == phase)];
        var at = rules.Length;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (steps[i].Marker is { } marker) later[marker] = at;
            else if (steps[i].Rule is { } rule && rule.Info.Phase == phase) rules[--at] = (rule, rule.SkipAfter is { } label ? later.GetValueOrDefault(label, Unknown) : Unknown, 0);
        }

        CountJumps(rules);
        return new([.. rules], later);
    }

    private static void CountJumps((Rule Rule, int SkipTo, int Jumps)[] rules)
    {
        // How many jumps begin to be over, or end before, each place.
        var change = new int[rules.Length + 1];
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i].Rule.SkipAfter is null) continue;
            change[i + 1]++;
            if (rules[i].SkipTo > i) change[rules[i].SkipTo]--;
        }

        var jumps = 0;
        for (var i = 0; i < rules.Length; i++) rules[i].Jumps = jumps += change[i];
    }
}
