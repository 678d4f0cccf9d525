using System.Collections.Frozen;
using Palisade.Engine.Operators;
using Palisade.Engine.Patterns;
using Palisade.Engine.Rules;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Compilation;

/// <summary>Folds the setting directives into one record; the last one wins.</summary>
internal static class SettingReader
{
    private const UnixFileMode AllModes = (UnixFileMode)0b111_111_111;

    public static EngineSettings Read(IReadOnlyList<Directive> directives, ICollection<Diagnostic> faults)
    {
        var settings = new EngineSettings();
        foreach (var directive in directives.OfType<SettingDirective>())
        {
            if (directive.Arguments.Count > 0) settings = Fold(settings, directive, faults);
            else if (directive.Name == "SecResponseBodyMimeTypesClear") settings = settings with { ResponseBodyTypes = FrozenSet<string>.Empty };
        }

        return settings;
    }

    /// <summary>What the rule files provide to operators: data sets and the geo database.</summary>
    public static OperatorOptions Provide(IReadOnlyList<Directive> directives, OperatorOptions options)
    {
        var datasets = directives.OfType<DatasetDirective>().GroupBy(d => d.Dataset, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last().Lines, StringComparer.Ordinal);
        var geo = directives.OfType<SettingDirective>().LastOrDefault(d => d.Name == "SecGeoLookupDb" && d.Arguments.Count > 0);
        return options with
        {
            Datasets = datasets.Count == 0 ? options.Datasets : datasets,
            GeoDatabase = geo is null ? options.GeoDatabase : Relative(geo),
        };
    }

    private static EngineSettings Fold(EngineSettings now, SettingDirective directive, ICollection<Diagnostic> faults)
    {
        var text = directive.Arguments[0].Text;
        var on = text.Equals("On", StringComparison.OrdinalIgnoreCase);
        switch (directive.Name)
        {
            case "SecRuleEngine":
                return now with { Mode = ControlReader.Mode(text) ?? now.Mode };
            case "SecRequestBodyAccess":
                return now with { RequestBody = now.RequestBody with { Access = on } };
            case "SecRequestBodyLimit":
                return now with { RequestBody = now.RequestBody with { LimitBytes = Number(text, now.RequestBody.LimitBytes) } };
            case "SecRequestBodyLimitAction":
                return now with { RequestBody = now.RequestBody with { LimitAction = LimitAction(text) } };
            case "SecRequestBodyNoFilesLimit":
                return now with { RequestBodyNoFilesLimit = Number(text, now.RequestBodyNoFilesLimit) };
            case "SecResponseBodyAccess":
                return now with { ResponseBody = now.ResponseBody with { Access = on } };
            case "SecResponseBodyLimit":
                return now with { ResponseBody = now.ResponseBody with { LimitBytes = Number(text, now.ResponseBody.LimitBytes) } };
            case "SecResponseBodyLimitAction":
                return now with { ResponseBody = now.ResponseBody with { LimitAction = LimitAction(text) } };
            case "SecResponseBodyMimeType":
                return now with { ResponseBodyTypes = now.ResponseBodyTypes.Concat(Words(directive)).ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
            case "SecArgumentsLimit":
                return now with { ArgumentsLimit = (int)Math.Min(Number(text, now.ArgumentsLimit), int.MaxValue) };
            case "SecRequestBodyJsonDepthLimit":
                return now with { JsonDepthLimit = (int)Math.Min(Number(text, now.JsonDepthLimit), int.MaxValue) };
            case "SecArgumentSeparator":
                return text.Length == 1 ? now with { ArgumentSeparator = (byte)text[0] } : now;
            case "SecWebAppId":
                return now with { WebAppId = text };
            case "SecCollectionTimeout":
                return now with { CollectionTimeout = TimeSpan.FromSeconds(Number(text, 3600)) };
            case "SecSensorId":
                return now with { SensorId = text };
            case "SecComponentSignature":
                return now with { Components = [.. now.Components, text] };
            case "SecTmpSaveUploadedFiles":
                return now with { Upload = now.Upload with { SaveTemporary = on } };
            case "SecUploadKeepFiles":
                return now with { Upload = now.Upload with { Keep = on } };
            case "SecUploadDir" or "SecTmpDir":
                return now with { Upload = now.Upload with { Folder = Relative(directive) } };
            case "SecUploadFileLimit":
                return now with { Upload = now.Upload with { FileLimit = (int)Math.Min(Number(text, now.Upload.FileLimit), int.MaxValue) } };
            case "SecUploadFileMode":
                return now with { Upload = now.Upload with { FileMode = Mode(text) ?? now.Upload.FileMode } };
            default:
                return now with { Audit = FoldAudit(now.Audit, directive, text, faults) };
        }
    }

    private static AuditSettings FoldAudit(AuditSettings now, SettingDirective directive, string text, ICollection<Diagnostic> faults)
    {
        switch (directive.Name)
        {
            case "SecAuditEngine":
                return now with { Mode = ControlReader.AuditEngine(text) ?? now.Mode };
            case "SecAuditLog":
                return now with { File = Relative(directive) };
            case "SecAuditLogParts":
                return now with { Parts = text };
            case "SecAuditLogType":
                return now with { Type = text.Equals("Parallel", StringComparison.OrdinalIgnoreCase) ? AuditLogType.Parallel : AuditLogType.Serial };
            case "SecAuditLogStorageDir":
                return now with { Folder = Relative(directive) };
            case "SecAuditLogFileMode":
                return now with { FileMode = Mode(text) ?? now.FileMode };
            case "SecAuditLogDirMode":
                return now with { FolderMode = Mode(text) ?? now.FolderMode };
            case "SecAuditLogFormat":
                if (!text.Equals("JSON", StringComparison.OrdinalIgnoreCase))
                    faults.Add(new(directive.Arguments[0].At, DiagnosticSeverity.Warning, "RC0020", $"The audit log is written as JSON, not as {text}", "write SecAuditLogFormat JSON"));
                return now;
            case "SecAuditLogRelevantStatus":
                var (pattern, error) = BytePattern.Compile(text);
                if (pattern is null) faults.Add(new(directive.Arguments[0].At, DiagnosticSeverity.Error, "RC0003", $"The pattern does not compile: {error}"));
                return now with { RelevantStatus = pattern };
            default:
                return now;
        }
    }

    private static BodyLimitAction LimitAction(string text) =>
        text.Equals("ProcessPartial", StringComparison.OrdinalIgnoreCase) ? BodyLimitAction.ProcessPartial : BodyLimitAction.Reject;

    private static IEnumerable<string> Words(SettingDirective directive) =>
        directive.Arguments.SelectMany(a => a.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static long Number(string text, long otherwise) => long.TryParse(text, out var number) && number >= 0 ? number : otherwise;

    private static UnixFileMode? Mode(string text)
    {
        if (text.Length is 0 or > 5 || text.Any(c => c is < '0' or > '7')) return null;
        return (UnixFileMode)Convert.ToInt32(text, 8) & AllModes;
    }

    private static string Relative(SettingDirective directive) =>
        Path.Combine(Path.GetDirectoryName(directive.At.File) ?? "", directive.Arguments[0].Text);
}
