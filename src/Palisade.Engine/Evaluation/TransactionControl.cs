using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Evaluation;

/// <summary>What rules have decided so far in one transaction: how it goes on, and what of the rule set is switched off for it.</summary>
internal sealed class TransactionControl(EngineSettings settings)
{
    public EngineMode Mode { get; set; } = settings.Mode;

    public Interruption? Interruption { get; set; }

    public Interruption? WouldInterrupt { get; set; }

    /// <summary>The last phase (1 to 4) that <c>allow</c> lets pass without rules; 0 for none.</summary>
    public int AllowedThrough { get; set; }

    /// <summary>Whether <c>allow:phase</c> ended the phase now running.</summary>
    public bool PhaseEnded { get; set; }

    /// <summary>Rules still to skip in this phase.</summary>
    public int Skip { get; set; }

    /// <summary>The marker to go on after; it outlives its phase, as in ModSecurity and Coraza.</summary>
    public string? SkipAfter { get; set; }

    public BodySettings RequestBody { get; set; } = settings.RequestBody;

    public BodySettings ResponseBody { get; set; } = settings.ResponseBody;

    public BodyProcessor? RequestProcessor { get; set; }

    /// <summary><c>ctl:forceRequestBodyVariable</c>.</summary>
    public bool ForceRequestBody { get; set; }

    public BodyProcessor? ResponseProcessor { get; set; }

    public AuditMode AuditMode { get; set; } = settings.Audit.Mode;

    public string AuditParts { get; set; } = settings.Audit.Parts;

    public List<RuleFilter> RemovedRules { get; } = [];

    public List<RuleAction.RemoveTargets> RemovedTargets { get; } = [];

    public List<Finding> Findings { get; } = [];

    public List<Sanitised> Sanitised { get; } = [];

    public List<string> Faults { get; } = [];

    public bool IsRemoved(RuleInfo rule)
    {
        foreach (var filter in RemovedRules)
        {
            if (filter.Includes(rule)) return true;
        }

        return false;
    }
}
