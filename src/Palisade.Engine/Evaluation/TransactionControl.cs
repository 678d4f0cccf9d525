using Palisade.Engine.Outcome;
using Palisade.Engine.Rules;

namespace Palisade.Engine.Evaluation;

/// <summary>What rules have decided so far in one transaction: how it goes on, and what of the rule set is switched off for it.</summary>
internal sealed class TransactionControl
{
    private List<Finding>? _findings;
    private List<Sanitised>? _sanitised;
    private List<string>? _faults;

    public EngineMode Mode { get; set; }

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

    public BodySettings RequestBody { get; set; }

    public BodySettings ResponseBody { get; set; }

    public BodyProcessor? RequestProcessor { get; set; }

    /// <summary><c>ctl:forceRequestBodyVariable</c>.</summary>
    public bool ForceRequestBody { get; set; }

    public BodyProcessor? ResponseProcessor { get; set; }

    public AuditMode AuditMode { get; set; }

    public string AuditParts { get; set; } = "";

    public List<RuleFilter> RemovedRules { get; } = [];

    public List<RuleAction.RemoveTargets> RemovedTargets { get; } = [];

    /// <summary>Whether rules were kept from TX, or some were removed that are carried out beforehand: what was foreseen of the rules holds no more.</summary>
    /// <param name="disturbing"><see cref="Programs.Folding.Disturbing"/>.</param>
    public bool Disturbs(RuleFilter[] disturbing)
    {
        if (RemovesOf(VariableId.TX)) return true;
        foreach (var filter in disturbing)
        {
            if (RemovedRules.Contains(filter)) return true;
        }

        return false;
    }

    /// <summary>Whether values of a variable were kept from some rules.</summary>
    public bool RemovesOf(VariableId variable)
    {
        foreach (var removed in RemovedTargets)
        {
            if (removed.Target.Variable == variable) return true;
        }

        return false;
    }

    // What others read after the transaction is theirs: a list of its own each time, if there is anything to say.
    public IReadOnlyList<Finding> Findings => _findings ?? (IReadOnlyList<Finding>)[];

    public IReadOnlyList<Sanitised> Sanitised => _sanitised ?? (IReadOnlyList<Sanitised>)[];

    public IReadOnlyList<string> Faults => _faults ?? (IReadOnlyList<string>)[];

    /// <summary>Starts a transaction.</summary>
    public void Begin(EngineSettings settings)
    {
        Mode = settings.Mode;
        RequestBody = settings.RequestBody;
        ResponseBody = settings.ResponseBody;
        AuditMode = settings.Audit.Mode;
        AuditParts = settings.Audit.Parts;
        (Interruption, WouldInterrupt) = (null, null);
        (AllowedThrough, Skip, SkipAfter) = (0, 0, null);
        PhaseEnded = ForceRequestBody = false;
        (RequestProcessor, ResponseProcessor) = (null, null);
        RemovedRules.Clear();
        RemovedTargets.Clear();
        (_findings, _sanitised, _faults) = (null, null, null);
    }

    /// <summary>Notes a rule that matched.</summary>
    public void Find(Finding finding) => (_findings ??= []).Add(finding);

    /// <summary>Notes a name to mask.</summary>
    public void Sanitise(Sanitised name) => (_sanitised ??= []).Add(name);

    /// <summary>Notes what could not be done as asked.</summary>
    public void Fault(string fault) => (_faults ??= []).Add(fault);

    public bool IsRemoved(RuleInfo rule)
    {
        foreach (var filter in RemovedRules)
        {
            if (filter.Includes(rule)) return true;
        }

        return false;
    }
}
