using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>A rule as read, while directives after it may still change its targets and actions.</summary>
/// <param name="source">Where it was written.</param>
/// <param name="op">Null for <c>SecAction</c>.</param>
/// <param name="defaults">The actions of the <c>SecDefaultAction</c> in force, by phase (index 1 to 5).</param>
internal sealed class RuleDraft(Directive source, OperatorSyntax? op, IReadOnlyList<IReadOnlyList<ActionSyntax>> defaults)
{
    public Directive Source => source;

    public Place At => source.At;

    /// <summary>Null for <c>SecAction</c>.</summary>
    public OperatorSyntax? Operator => op;

    public IReadOnlyList<IReadOnlyList<ActionSyntax>> Defaults => defaults;

    public List<TargetSyntax> Targets { get; } = [];

    public List<ActionSyntax> Actions { get; } = [];

    /// <summary>The links of its chain, in order.</summary>
    public List<RuleDraft> Links { get; } = [];

    public bool Removed { get; set; }

    public long Id => long.TryParse(Last("id"), out var id) ? id : 0;

    public string? Message => Last("msg");

    public IEnumerable<string> Tags => Actions.Where(a => a.Name == "tag" && a.Value is not null).Select(a => a.Value!);

    public bool Chains => Actions.Any(a => a.Name == "chain");

    /// <summary>The value of the last action of that name, or null.</summary>
    public string? Last(string action)
    {
        // Asked for each rule by each update.
        for (var i = Actions.Count - 1; i >= 0; i--)
        {
            if (Actions[i].Name == action) return Actions[i].Value;
        }

        return null;
    }
}
