using Palisade.Engine.Http;
using Palisade.Engine.Operators;
using Palisade.Engine.Outcome;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.Engine.Values;

namespace Palisade.Engine.Tests.Reference;

/// <summary>Everything that rules read, change and decide in one transaction.</summary>
internal sealed class ReferenceState(RuleSet rules, CollectionStore store, RequestHead head)
{
    public EngineSettings Settings => rules.Settings;

    public TimeProvider Clock => store.Clock;

    public ReferenceRequest Request { get; } = new(head, rules.Settings);

    public ReferenceBody RequestBody { get; } = new();

    /// <summary>Null until phase 3.</summary>
    public ResponseHead? Response { get; set; }

    public ReferenceBody ResponseBody { get; } = new();

    /// <summary>TX: names without regard to case, in order of creation.</summary>
    public OrderedDictionary<string, byte[]> Tx { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>MATCHED_VARS: what the chain now running matched, transformed; the last one is MATCHED_VAR.</summary>
    public List<ReferenceMember> Matched { get; } = [];

    /// <summary>What <c>evidence</c> has been given.</summary>
    public ReferenceEvidence Evidence { get; } = new();

    /// <summary>ENV: what <c>setenv</c> put there.</summary>
    public OrderedDictionary<string, byte[]> Environment { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The persistent collections that rules opened.</summary>
    public Dictionary<VariableId, StoredCollection> Opened { get; } = [];

    public OperatorRun Run { get; } = new();

    /// <summary>GEO, after <c>@geoLookup</c>.</summary>
    public List<ReferenceMember> Geo { get; set; } = [];

    /// <summary>ARGS_PATH, after <c>@restpath</c>.</summary>
    public List<ReferenceMember> PathArguments { get; set; } = [];

    /// <summary>The rule now running, for the RULE collection.</summary>
    public RuleInfo? Current { get; set; }

    /// <summary>The lower the worse; 255 for none.</summary>
    public int HighestSeverity { get; set; } = 255;

    public bool PatternLimitExceeded { get; set; }

    public EngineMode Mode { get; set; } = rules.Settings.Mode;

    public BodySettings RequestBodySettings { get; set; } = rules.Settings.RequestBody;

    public BodySettings ResponseBodySettings { get; set; } = rules.Settings.ResponseBody;

    public BodyProcessor? RequestProcessor { get; set; }

    public BodyProcessor? ResponseProcessor { get; set; }

    public bool ForceRequestBody { get; set; }

    public Interruption? Interruption { get; set; }

    public Interruption? WouldInterrupt { get; set; }

    /// <summary>The last phase that <c>allow</c> lets pass without rules; 0 for none.</summary>
    public int AllowedThrough { get; set; }

    /// <summary>Whether <c>allow:phase</c> ended the phase now running.</summary>
    public bool PhaseEnded { get; set; }

    /// <summary>Rules still to skip in this phase.</summary>
    public int Skip { get; set; }

    /// <summary>The marker to go on after; it outlives its phase.</summary>
    public string? SkipAfter { get; set; }

    public List<RuleFilter> RemovedRules { get; } = [];

    public List<RuleAction.RemoveTargets> RemovedTargets { get; } = [];

    public List<Finding> Findings { get; } = [];

    public List<Sanitised> Sanitised { get; } = [];

    public List<string> Faults { get; } = [];

    /// <summary>Rules that were tested, for figures.</summary>
    public int RulesEvaluated { get; set; }

    /// <summary>Those of them that matched.</summary>
    public int RulesMatched { get; set; }

    public void Open(VariableId collection, byte[] key) =>
        Opened[collection] = store.Open($"{collection}", Settings.WebAppId, key, Settings.CollectionTimeout);
}
