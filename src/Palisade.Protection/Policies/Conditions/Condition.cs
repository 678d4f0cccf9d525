using Palisade.Protection.Policies.Matching;

namespace Palisade.Protection.Policies.Conditions;

/// <summary>One condition of a rule. Immutable; asking allocates nothing.</summary>
internal abstract class Condition
{
    /// <summary>The field that it comes from, for the reason in events.</summary>
    public abstract string Word { get; }

    /// <summary>Whether it can only be told once the body has come.</summary>
    public virtual bool NeedsBody => false;

    /// <summary>Whether it holds for a request.</summary>
    public abstract bool Holds(ref PolicyRequest request);
}
