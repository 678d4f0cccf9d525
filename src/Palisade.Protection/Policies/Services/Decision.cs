using Palisade.Configuration.Policies;

namespace Palisade.Protection.Policies.Services;

/// <summary>What service policies say about a request.</summary>
/// <param name="Action">What becomes of it; <see cref="PolicyAction.NextPolicy"/> where none decided.</param>
/// <param name="Rule">Who decided; null where none did.</param>
/// <param name="NeedsBody">Whether it can only be told once the body has come; the rest then means nothing.</param>
public readonly record struct Decision(PolicyAction Action, DecidedBy? Rule, bool NeedsBody = false)
{
    /// <summary>None decided.</summary>
    internal static Decision None => new(PolicyAction.NextPolicy, null);

    /// <summary>Whether it is decided.</summary>
    internal bool IsFinal => NeedsBody || Action is not PolicyAction.NextPolicy;
}

/// <summary>The rule that decided: made when compiling, so that deciding makes nothing.</summary>
/// <param name="Kind">The kind of object the rule is in.</param>
/// <param name="Policy">The name of the object.</param>
/// <param name="Rule">The name of the rule, or of what stands for one (<c>deny_list</c>).</param>
/// <param name="Reason">Why, in words: the description of the rule, and its conditions.</param>
/// <param name="SkipsFirewall">Whether the request is spared the rules.</param>
/// <param name="SkipsBots">Whether it is spared the defence against bots.</param>
public sealed record DecidedBy(string Kind, string Policy, string Rule, string Reason, bool SkipsFirewall = false, bool SkipsBots = false);
