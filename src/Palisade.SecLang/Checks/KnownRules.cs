using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>What has to be known of rules that many sites share, to check what one adds to them. Immutable.</summary>
public sealed class KnownRules
{
    private readonly HashSet<long> _ids;
    private readonly long[] _sorted;
    private readonly bool _ends;

    private KnownRules(HashSet<long> ids, bool ends) => (_ids, _sorted, _ends) = (ids, [.. ids.Order()], ends);

    /// <summary>Looks at them.</summary>
    public static KnownRules Of(IReadOnlyList<Directive> directives)
    {
        var rules = RuleInContext.FindAll(directives);
        return new([.. IdsOf(rules)], !rules.Any(r => r.IsLast) && !directives.Any(d => d is UnreadableDirective));
    }

    /// <summary>Whether what is added leaves what is said of the others as it is: no chain goes on from one into the other, no id is there twice, no marker and no default comes.</summary>
    internal bool StandApart(IReadOnlyList<Directive> added, IReadOnlyList<RuleInContext> before, IReadOnlyList<RuleInContext> rules)
    {
        if (!_ends || before.Any(r => r.IsLast) || rules.Any(r => r.Last("skipAfter") is not null)) return false;
        if (added.Any(d => d is UnreadableDirective or MarkerDirective or DefaultActionDirective)) return false;
        return !IdsOf(rules).Any(_ids.Contains);
    }

    /// <summary>All ids, from the smallest up.</summary>
    internal long[] IdsWith(IReadOnlyList<RuleInContext> added) => IdsOf(added).Any() ? [.. _sorted.Concat(IdsOf(added)).Order()] : _sorted;

    private static IEnumerable<long> IdsOf(IReadOnlyList<RuleInContext> rules) => rules.Where(r => r.Role is not ChainRole.Link && r.Id is not null).Select(r => r.Id!.Value);
}
