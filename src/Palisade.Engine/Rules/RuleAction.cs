namespace Palisade.Engine.Rules;

/// <summary>What a rule does besides deciding. Each kind is one record; the evaluator carries it out.</summary>
public abstract record RuleAction
{
    private RuleAction()
    {
    }

    /// <summary>How <c>setvar</c> changes its variable.</summary>
    public enum ChangeKind
    {
        /// <summary><c>name=value</c></summary>
        Set,

        /// <summary><c>name=+number</c></summary>
        Add,

        /// <summary><c>name=-number</c></summary>
        Subtract,

        /// <summary><c>!name</c></summary>
        Remove,
    }

    /// <summary><c>setvar</c>.</summary>
    public sealed record SetVariable(VariableId Collection, MacroText Name, ChangeKind Change, MacroText Value) : RuleAction
    {
        /// <summary>The number of the TX variable it names (<see cref="TxNames"/>); -1 where only the request knows the name, and for other collections.</summary>
        internal int TxName { get; } = Collection is VariableId.TX && Name.ConstantText is { } name ? TxNames.Intern(name) : -1;
    }

    /// <summary><c>expirevar:collection.name=seconds</c>.</summary>
    public sealed record ExpireVariable(VariableId Collection, MacroText Name, MacroText Seconds) : RuleAction;

    /// <summary><c>initcol:collection=key</c>, and <c>setsid</c>, <c>setuid</c>, <c>setrsc</c>, which do the same for one collection each.</summary>
    public sealed record OpenCollection(VariableId Collection, MacroText Key) : RuleAction;

    /// <summary><c>setenv:name=value</c>: into the transaction's ENV, never the process's.</summary>
    public sealed record SetEnvironment(MacroText Name, MacroText Value) : RuleAction;

    /// <summary><c>exec:program</c>; compiled only where programs are allowed.</summary>
    public sealed record Execute(string Program) : RuleAction;

    /// <summary><c>sanitiseArg</c>, <c>sanitiseRequestHeader</c>, <c>sanitiseResponseHeader</c>: a name to mask in everything written about this request.</summary>
    public sealed record Sanitise(VariableId Collection, string Name) : RuleAction;

    /// <summary><c>evidence:KIND=weight</c>: what matched speaks for an attack of that kind.</summary>
    public sealed record Evidence(string Kind, int Weight) : RuleAction
    {
        /// <summary>Evidence of rules up to this phase is about the request.</summary>
        internal const int LastRequestPhase = 2;

        // The Core Rule Set's names, so that both are read alike.
        private static readonly TxVariable Inbound = TxVariable.Of("blocking_inbound_anomaly_score");
        private static readonly TxVariable Outbound = TxVariable.Of("blocking_outbound_anomaly_score");

        /// <summary>The TX variable that has the score of what rules of a phase speak of: the request, or the response.</summary>
        internal static TxVariable ScoreOf(int phase) => phase <= LastRequestPhase ? Inbound : Outbound;
    }

    /// <summary><c>sanitiseMatched</c>: mask the variables that matched.</summary>
    public sealed record SanitiseMatched : RuleAction;

    /// <summary><c>ctl:ruleEngine</c>.</summary>
    public sealed record SetMode(EngineMode Mode) : RuleAction;

    /// <summary><c>ctl:auditEngine</c>.</summary>
    public sealed record SetAuditMode(AuditMode Mode) : RuleAction;

    /// <summary><c>ctl:auditLogParts=+E</c>; sign is '+', '-' or '='.</summary>
    public sealed record SetAuditParts(char Sign, string Parts) : RuleAction;

    /// <summary><c>ctl:forceRequestBodyVariable</c>: REQUEST_BODY shows the body whatever takes it apart.</summary>
    public sealed record ForceRequestBody(bool On) : RuleAction;

    /// <summary><c>ctl:requestBodyAccess</c>, <c>ctl:responseBodyAccess</c>.</summary>
    public sealed record SetBodyAccess(bool Response, bool Access) : RuleAction;

    /// <summary><c>ctl:requestBodyLimit</c>, <c>ctl:responseBodyLimit</c>, in bytes.</summary>
    public sealed record SetBodyLimit(bool Response, long Bytes) : RuleAction;

    /// <summary><c>ctl:requestBodyProcessor</c>, <c>ctl:responseBodyProcessor</c>.</summary>
    public sealed record SetBodyProcessor(bool Response, BodyProcessor Processor) : RuleAction;

    /// <summary><c>ctl:ruleRemoveById</c>, <c>…ByTag</c>, <c>…ByMsg</c>, for the rest of the request.</summary>
    public sealed record RemoveRules(RuleFilter Filter) : RuleAction;

    /// <summary><c>ctl:ruleRemoveTargetById</c>, <c>…ByTag</c>, <c>…ByMsg</c>.</summary>
    public sealed record RemoveTargets(RuleFilter Filter, Target Target) : RuleAction;
}

/// <summary>Which rules an action is about: one of the three is set.</summary>
/// <param name="Ids">Ranges of ids.</param>
/// <param name="Tag">A tag, compared whole.</param>
/// <param name="Message">A message, compared whole.</param>
public sealed record RuleFilter(IReadOnlyList<SecLang.Syntax.IdRange>? Ids, string? Tag, string? Message)
{
    /// <summary>Whether the rule is meant.</summary>
    public bool Includes(RuleInfo rule)
    {
        if (Tag is not null) return HasTag(rule, Tag);
        if (Message is not null) return string.Equals(rule.Message, Message, StringComparison.Ordinal);
        for (var i = 0; i < Ids!.Count; i++)
        {
            if (Ids[i].Contains(rule.Id)) return true;
        }

        return false;
    }

    private static bool HasTag(RuleInfo rule, string tag)
    {
        for (var i = 0; i < rule.Tags.Count; i++)
        {
            if (string.Equals(rule.Tags[i], tag, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
