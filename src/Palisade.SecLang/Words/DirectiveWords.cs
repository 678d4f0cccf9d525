using static Palisade.SecLang.Words.DirectiveArguments;
using static Palisade.SecLang.Words.WordStatus;

namespace Palisade.SecLang.Words;

/// <summary>The directives of ModSecurity v3 and of Coraza.</summary>
internal static class DirectiveWords
{
    private const string NoRewriting = "bodies are not rewritten; remove the directive";

    private static readonly string[] OnOff = ["On", "Off"];

    private static readonly DirectiveWord[] Words =
    [
        new("Include", Structured),
        new("IncludeOptional", Structured),
        new("SecAction", Structured),
        new("SecDataset", Structured, 2, 2),
        new("SecDefaultAction", Structured),
        new("SecMarker", Structured),
        new("SecRule", Structured, 2, 3),
        new("SecRuleRemoveById", Structured, 1, int.MaxValue),
        new("SecRuleRemoveByMsg", Structured, 1, int.MaxValue),
        new("SecRuleRemoveByTag", Structured, 1, int.MaxValue),
        new("SecRuleScript", Structured, 1, 2),
        new("SecRuleUpdateActionById", Structured, 2, 2),
        new("SecRuleUpdateTargetById", Structured, 2, 3),
        new("SecRuleUpdateTargetByMsg", Structured, 2, 3),
        new("SecRuleUpdateTargetByTag", Structured, 2, 3),

        new("SecArgumentSeparator", Character),
        new("SecArgumentsLimit", Number),
        Choose("SecAuditEngine", "On", "Off", "RelevantOnly"),
        new("SecAuditLog", Text),
        new("SecAuditLog2", Text),
        new("SecAuditLogDirMode", Permissions),
        new("SecAuditLogFileMode", Permissions),
        Choose("SecAuditLogFormat", "JSON", "Native", "JsonLegacy", "OCSF"),
        new("SecAuditLogParts", AuditLogParts),
        new("SecAuditLogRelevantStatus", Text),
        new("SecAuditLogStorageDir", Text),
        Choose("SecAuditLogType", "Serial", "Parallel", "Concurrent", "HTTPS"),
        new("SecCollectionTimeout", Number),
        new("SecComponentSignature", Text),
        new("SecDataDir", Text),
        new("SecDebugLog", Text),
        new("SecDebugLogLevel", Number) { Largest = 9 },
        new("SecGeoLookupDb", Text),
        Choose("SecIgnoreRuleCompilationErrors", "On", "Off"),
        new("SecPcreMatchLimit", Number),
        Choose("SecRemoteRulesFailAction", "Abort", "Warn"),
        Choose("SecRequestBodyAccess", "On", "Off"),
        new("SecRequestBodyInMemoryLimit", Number),
        new("SecRequestBodyJsonDepthLimit", Number),
        new("SecRequestBodyLimit", Number),
        Choose("SecRequestBodyLimitAction", "ProcessPartial", "Reject"),
        new("SecRequestBodyNoFilesLimit", Number),
        Choose("SecResponseBodyAccess", "On", "Off"),
        new("SecResponseBodyLimit", Number),
        Choose("SecResponseBodyLimitAction", "ProcessPartial", "Reject"),
        new("SecResponseBodyMimeType", Text, 1, int.MaxValue),
        new("SecResponseBodyMimeTypesClear", Text, 0, 0),
        Choose("SecRuleEngine", "On", "Off", "DetectionOnly"),
        Choose("SecRxPreFilter", "On", "Off"),
        new("SecSensorId", Text),
        new("SecServerSignature", Text),
        new("SecTmpDir", Text),
        Choose("SecTmpSaveUploadedFiles", "On", "Off"),
        new("SecUnicodeMapFile", FileAndNumber, 2, 2),
        new("SecUploadDir", Text),
        new("SecUploadFileLimit", Number),
        new("SecUploadFileMode", Permissions),
        new("SecUploadKeepFiles", Choice, Hint: "choose On or Off") { Choices = OnOff, RefusedChoices = ["RelevantOnly"] },
        new("SecWebAppId", Text),

        Idle("SecConnReadStateLimit", 1, 3, "limit connections with a rate limit"),
        Idle("SecConnWriteStateLimit", 1, 3, "limit connections with a rate limit"),
        Idle("SecGsbLookupDb", 1, 1, "the service it served was closed"),
        Idle("SecHashKey", 1, 2, "links are not signed"),
        Idle("SecHashMethodPm", 1, 2, "links are not signed"),
        Idle("SecHashMethodRx", 1, 2, "links are not signed"),
        Idle("SecHashParam", 1, 1, "links are not signed"),
        Idle("SecHttpBlKey", 1, 1, "@rbl asks lists that need no key"),
        Idle("SecPcreMatchLimitRecursion", 1, 1, "patterns do not recurse; SecPcreMatchLimit bounds them"),
        Idle("SecRulePerfTime", 1, 1, "the time of rules is a metric of the gateway"),
        Idle("SecUnicodeMap", 1, 2, "use SecUnicodeMapFile"),

        new("SecConnEngine", Choice, Hint: "limit connections with a rate limit") { Choices = ["Off"], IdleChoices = ["On", "DetectionOnly"] },
        new("SecCookieFormat", Choice, Hint: "cookies are read as RFC 6265 says") { Choices = ["0"], IdleChoices = ["1"] },
        new("SecHashEngine", Choice, Hint: "links are not signed") { Choices = ["Off"], IdleChoices = ["On"] },
        new("SecStatusEngine", Choice, Hint: "nothing is reported to anybody") { Choices = ["Off"], IdleChoices = ["On"] },
        new("SecXmlExternalEntity", Choice, Hint: "external entities stay off: they read files and ask servers for an attacker") { Choices = ["Off"], IdleChoices = ["On"] },

        OffOnly("SecContentInjection", NoRewriting),
        OffOnly("SecDisableBackendCompression", "compressed bodies are inspected as they are; remove the directive"),
        OffOnly("SecInterceptOnError", "what happens when the engine fails is the operation mode of the site; remove the directive"),
        OffOnly("SecRuleInheritance", "sites inherit by policy; remove the directive"),

        Refuse("SecCacheTransformations", "each transformation is computed once for each value; remove the directive"),
        Refuse("SecChrootDir", "confine the process with the service manager"),
        Refuse("SecCookieV0Separator", "cookies are read as RFC 6265 says; remove the directive"),
        Refuse("SecGuardianLog", "events go to the event log; remove the directive"),
        Refuse("SecRemoteRules", "rules are read from files only: download the file in your deployment and Include it"),
        Refuse("SecStreamInBodyInspection", "bodies always stream; remove the directive"),
        Refuse("SecStreamOutBodyInspection", "bodies always stream; remove the directive"),
    ];

    public static WordTable<DirectiveWord> Table { get; } = new(Words, w => [w.Name]);

    private static DirectiveWord Choose(string name, params string[] choices) => new(name, Choice) { Choices = choices };

    private static DirectiveWord Idle(string name, int least, int most, string hint) => new(name, Text, least, most, WordStatus.Idle, hint);

    private static DirectiveWord OffOnly(string name, string hint) => new(name, Choice, Hint: hint) { Choices = ["Off"], RefusedChoices = ["On"] };

    private static DirectiveWord Refuse(string name, string hint) => new(name, Text, 0, int.MaxValue, Refused, hint);
}
