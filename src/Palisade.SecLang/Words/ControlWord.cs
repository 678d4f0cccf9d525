namespace Palisade.SecLang.Words;

/// <summary>What follows the equals sign of a <c>ctl</c> option; the parser checks it.</summary>
public enum ControlValue
{
    /// <summary><c>On</c> or <c>Off</c>.</summary>
    OnOff,

    /// <summary><c>On</c>, <c>Off</c> or <c>DetectionOnly</c>.</summary>
    RuleEngine,

    /// <summary><c>On</c>, <c>Off</c> or <c>RelevantOnly</c>.</summary>
    AuditEngine,

    /// <summary>Letters of audit log parts, with an optional <c>+</c> or <c>-</c> before them.</summary>
    AuditLogParts,

    /// <summary><c>0</c> to <c>9</c>.</summary>
    DebugLevel,

    /// <summary>A number of bytes.</summary>
    Bytes,

    /// <summary>The name of a body processor.</summary>
    BodyProcessor,

    /// <summary>Rule ids and ranges.</summary>
    RuleIds,

    /// <summary>A regular expression.</summary>
    Pattern,

    /// <summary>Rule ids, a semicolon and a target.</summary>
    RuleIdsAndTarget,

    /// <summary>A regular expression, a semicolon and a target.</summary>
    PatternAndTarget,
}

/// <summary>An option of action <c>ctl</c>.</summary>
/// <param name="Name">Canonical.</param>
public sealed record ControlWord(string Name, ControlValue Value, WordStatus Status = WordStatus.Active);

/// <summary>The <c>ctl</c> options of ModSecurity v3 and of Coraza.</summary>
internal static class ControlWords
{
    private static readonly ControlWord[] Words =
    [
        new("auditEngine", ControlValue.AuditEngine),
        new("auditLogParts", ControlValue.AuditLogParts),
        new("debugLogLevel", ControlValue.DebugLevel),
        new("forceRequestBodyVariable", ControlValue.OnOff),
        new("forceResponseBodyVariable", ControlValue.OnOff),
        new("hashEnforcement", ControlValue.OnOff, WordStatus.Idle),
        new("hashEngine", ControlValue.OnOff, WordStatus.Idle),
        new("requestBodyAccess", ControlValue.OnOff),
        new("requestBodyLimit", ControlValue.Bytes),
        new("requestBodyProcessor", ControlValue.BodyProcessor),
        new("responseBodyAccess", ControlValue.OnOff),
        new("responseBodyLimit", ControlValue.Bytes),
        new("responseBodyProcessor", ControlValue.BodyProcessor),
        new("ruleEngine", ControlValue.RuleEngine),
        new("ruleRemoveById", ControlValue.RuleIds),
        new("ruleRemoveByMsg", ControlValue.Pattern),
        new("ruleRemoveByTag", ControlValue.Pattern),
        new("ruleRemoveTargetById", ControlValue.RuleIdsAndTarget),
        new("ruleRemoveTargetByMsg", ControlValue.PatternAndTarget),
        new("ruleRemoveTargetByTag", ControlValue.PatternAndTarget),
    ];

    public static WordTable<ControlWord> Table { get; } = new(Words, w => [w.Name]);
}
