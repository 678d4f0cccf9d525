using static Palisade.SecLang.Words.ActionKind;
using static Palisade.SecLang.Words.ValueNeed;

namespace Palisade.SecLang.Words;

/// <summary>The actions of ModSecurity v2 and v3 and of Coraza, and <c>evidence</c>, which is ours.</summary>
internal static class ActionWords
{
    private const string NoRewriting = "bodies are not rewritten; remove the action";

    private static readonly ActionWord[] Words =
    [
        new("accuracy", Metadata, Required, ActionValue.Number),
        new("id", Metadata, Required, ActionValue.Id),
        new("maturity", Metadata, Required, ActionValue.Number),
        new("msg", Metadata, Required, ActionValue.Macro),
        new("phase", Metadata, Required, ActionValue.Phase),
        new("rev", Metadata, Required),
        new("severity", Metadata, Required, ActionValue.Severity),
        new("tag", Metadata, Required, ActionValue.Macro, Repeats: true),
        new("ver", Metadata, Required),

        new("allow", Disruptive, Optional, ActionValue.AllowScope),
        new("block", Disruptive, None),
        new("deny", Disruptive, None),
        new("drop", Disruptive, None),
        new("pass", Disruptive, None),
        new("redirect", Disruptive, Required, ActionValue.Macro),

        new("auditlog", NonDisruptive, None),
        new("capture", NonDisruptive, None),
        new("ctl", NonDisruptive, Required, ActionValue.Control, Repeats: true),
        new("evidence", NonDisruptive, Required, ActionValue.Evidence),
        new("exec", NonDisruptive, Required, Repeats: true),
        new("expirevar", NonDisruptive, Required, ActionValue.Expiry, Repeats: true),
        new("initcol", NonDisruptive, Required, ActionValue.CollectionKey, Repeats: true),
        new("log", NonDisruptive, None),
        new("logdata", NonDisruptive, Required, ActionValue.Macro),
        new("multiMatch", NonDisruptive, None),
        new("noauditlog", NonDisruptive, None),
        new("nolog", NonDisruptive, None),
        Sanitise("Arg", Required),
        Sanitise("Matched", None),
        Sanitise("MatchedBytes", Optional),
        Sanitise("RequestHeader", Required),
        Sanitise("ResponseHeader", Required),
        new("setenv", NonDisruptive, Required, ActionValue.Macro, Repeats: true),
        new("setrsc", NonDisruptive, Required, ActionValue.Macro),
        new("setsid", NonDisruptive, Required, ActionValue.Macro),
        new("setuid", NonDisruptive, Required, ActionValue.Macro),
        new("setvar", NonDisruptive, Required, ActionValue.Assignment, Repeats: true),
        new("t", NonDisruptive, Required, ActionValue.Transformation, Repeats: true),

        new("chain", Flow, None),
        new("skip", Flow, Required, ActionValue.Number),
        new("skipAfter", Flow, Required),

        new("status", Data, Required, ActionValue.Status),
        new("xmlns", Data, Required, ActionValue.Namespace, Repeats: true),

        new("append", NonDisruptive, Required, Status: WordStatus.Refused, Hint: NoRewriting),
        new("prepend", NonDisruptive, Required, Status: WordStatus.Refused, Hint: NoRewriting),
        new("pause", Disruptive, Required, Status: WordStatus.Refused, Hint: "a request that waits costs the gateway more than the client; use deny, or a rate limit"),
        new("proxy", Disruptive, Required, Status: WordStatus.Refused, Hint: "where requests go is decided by routes; use redirect, or a route"),
        new("deprecatevar", NonDisruptive, Required, Status: WordStatus.Refused, Hint: "use expirevar"),
    ];

    public static WordTable<ActionWord> Table { get; } = new(Words, w => [w.Name, .. w.Synonyms ?? []]);

    private static ActionWord Sanitise(string what, ValueNeed need) =>
        new("sanitise" + what, NonDisruptive, need, Repeats: need is not None, Synonyms: ["sanitize" + what]);
}
