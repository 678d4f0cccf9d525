using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Services;

/// <summary>What several decisions come to.</summary>
internal ref struct Combination(CombiningAlgorithm algorithm)
{
    /// <summary>What they come to so far.</summary>
    public Decision Result { get; private set; } = Decision.None;

    /// <summary>Takes one more.</summary>
    /// <returns>True when no further one can change anything.</returns>
    public bool Settles(in Decision said)
    {
        if (!said.IsFinal) return false;
        // What the body will say may override whatever was said so far.
        if (said.NeedsBody || algorithm is CombiningAlgorithm.FirstMatch || said.Action == Overriding)
        {
            Result = said;
            return true;
        }

        if (!Result.IsFinal) Result = said;
        return false;
    }

    private readonly PolicyAction Overriding => algorithm is CombiningAlgorithm.DenyOverrides ? PolicyAction.Deny : PolicyAction.Allow;
}
