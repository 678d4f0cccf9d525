using System.Globalization;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Reads <c>ctl:option=value</c>.</summary>
internal static class ControlReader
{
    /// <summary>Null for options that have no effect here, and after a fault.</summary>
    public static RuleAction? Read(ActionSyntax action, ICollection<Diagnostic> faults)
    {
        var (option, text) = Pair.Split(action.Value ?? "", '=');
        var value = (text ?? "").Trim();
        var read = Read(option.Trim().ToLowerInvariant(), value, action, faults, out var known);
        if (!known) faults.Add(new(action.ValueAt, DiagnosticSeverity.Error, "RC0018", $"ctl:{option} does not take '{value}'"));
        return read;
    }

    private static RuleAction? Read(string option, string value, ActionSyntax action, ICollection<Diagnostic> faults, out bool known)
    {
        RuleAction? read;
        switch (option)
        {
            // RESPONSE_BODY is always filled; debug logs and the hash engine do not exist.
            case "forceresponsebodyvariable" or "debugloglevel" or "hashengine" or "hashenforcement":
                known = true;
                return null;
            case "forcerequestbodyvariable":
                read = OnOff(value) is { } force ? new RuleAction.ForceRequestBody(force) : null;
                break;
            case "ruleengine":
                read = Mode(value) is { } mode ? new RuleAction.SetMode(mode) : null;
                break;
            case "auditengine":
                read = AuditEngine(value) is { } audit ? new RuleAction.SetAuditMode(audit) : null;
                break;
            case "auditlogparts":
                read = value.Length > 1 && value[0] is '+' or '-' ? new RuleAction.SetAuditParts(value[0], value[1..]) : new RuleAction.SetAuditParts('=', value);
                break;
            case "requestbodyaccess" or "responsebodyaccess":
                read = OnOff(value) is { } access ? new RuleAction.SetBodyAccess(option[2] == 's', access) : null;
                break;
            case "requestbodylimit" or "responsebodylimit":
                read = long.TryParse(value, NumberStyles.None, null, out var limit) ? new RuleAction.SetBodyLimit(option[2] == 's', limit) : null;
                break;
            case "requestbodyprocessor" or "responsebodyprocessor":
                read = Processor(value) is { } processor ? new RuleAction.SetBodyProcessor(option[2] == 's', processor) : null;
                break;
            default:
                read = RemovalReader.Read(option, value, action, faults);
                break;
        }

        known = read is not null;
        return read;
    }

    internal static EngineMode? Mode(string text) => text.ToLowerInvariant() switch
    {
        "on" => EngineMode.On,
        "off" => EngineMode.Off,
        "detectiononly" => EngineMode.DetectionOnly,
        _ => null,
    };

    internal static AuditMode? AuditEngine(string text) => text.ToLowerInvariant() switch
    {
        "on" => AuditMode.On,
        "off" => AuditMode.Off,
        "relevantonly" => AuditMode.RelevantOnly,
        _ => null,
    };

    internal static bool? OnOff(string text) => text.ToLowerInvariant() switch
    {
        "on" => true,
        "off" => false,
        _ => null,
    };

    private static BodyProcessor? Processor(string text) => text.ToUpperInvariant() switch
    {
        "URLENCODED" => BodyProcessor.UrlEncoded,
        "MULTIPART" => BodyProcessor.Multipart,
        "JSON" => BodyProcessor.Json,
        "XML" => BodyProcessor.Xml,
        "RAW" => BodyProcessor.Raw,
        _ => null,
    };
}
