using Palisade.SecLang.Syntax;

namespace Palisade.SecLang.Checks;

/// <summary>Where a rule stands in its chain.</summary>
internal enum ChainRole
{
    /// <summary>It starts a chain or stands alone.</summary>
    Starter,

    /// <summary>It continues the rule before it.</summary>
    Link,

    /// <summary>It follows a rule that could not be read, and so may be either.</summary>
    Unknown,
}

/// <summary>A rule and what its neighbours say about it.</summary>
/// <param name="Directive">A <see cref="RuleDirective"/>, <see cref="ActionDirective"/> or <see cref="ScriptDirective"/>.</param>
/// <param name="Phase">1 to 5, of the starter for a link; 0 when it is not known.</param>
/// <param name="IsLast">Whether the rule wants a next one and there is none.</param>
internal sealed record RuleInContext(Directive Directive, IReadOnlyList<ActionSyntax> Actions, ChainRole Role, int Phase, bool IsLast)
{
    /// <summary>What rules without an action <c>phase</c> are evaluated in.</summary>
    private const int DefaultPhase = 2;

    /// <summary>The id; null when there is none that can be read.</summary>
    public long? Id => IdAction is { Value: { } text } && long.TryParse(text, out var id) ? id : null;

    /// <summary>The last action <c>id</c>, which holds.</summary>
    public ActionSyntax? IdAction => Last("id");

    /// <summary>Whether the rule goes on with the next one.</summary>
    public bool Chains => Last("chain") is not null;

    public ActionSyntax? Last(string name) => Actions.LastOrDefault(a => a.Name == name);

    public static IReadOnlyList<RuleInContext> FindAll(IReadOnlyList<Directive> directives)
    {
        var found = new List<RuleInContext>();
        var (role, phase) = (ChainRole.Starter, 0);
        foreach (var directive in directives)
        {
            if (directive is UnreadableDirective { Name: "SecRule" or "SecAction" or "SecRuleScript" }) (role, phase) = (ChainRole.Unknown, 0);
            if (ActionsOf(directive) is not { } actions) continue;

            if (role is ChainRole.Starter) phase = PhaseOf(actions);
            var rule = new RuleInContext(directive, actions, role, phase, IsLast: false);
            found.Add(rule);
            role = rule.Chains ? ChainRole.Link : ChainRole.Starter;
        }

        if (role is ChainRole.Link) found[^1] = found[^1] with { IsLast = true };
        return found;
    }

    /// <summary>The actions of a rule; null for a directive that is none.</summary>
    public static IReadOnlyList<ActionSyntax>? ActionsOf(Directive directive) => directive switch
    {
        RuleDirective rule => rule.Actions,
        ActionDirective action => action.Actions,
        ScriptDirective script => script.Actions,
        _ => null,
    };

    private static int PhaseOf(IReadOnlyList<ActionSyntax> actions) => actions.LastOrDefault(a => a.Name == "phase")?.Value?.ToUpperInvariant() switch
    {
        null => DefaultPhase,
        "1" => 1,
        "2" or "REQUEST" => 2,
        "3" => 3,
        "4" or "RESPONSE" => 4,
        "5" or "LOGGING" => 5,
        _ => 0,
    };
}
