using System.Collections.Concurrent;
using Palisade.Engine.Compilation;
using Palisade.Engine.Programs;
using Palisade.Engine.Rules;
using Palisade.SecLang;

namespace Palisade.Engine.Tests.CoreRules;

/// <summary>The OWASP Core Rule Set that lies beside the project, compiled as its own tests want it.</summary>
internal static class CoreRuleSet
{
    private static readonly ConcurrentDictionary<(int Paranoia, EngineMode Mode), Lazy<RuleSet>> Compiled = [];

    /// <summary>The folder of the rule set; null where there is none.</summary>
    public static string? Folder { get; } = Find("crs");

    /// <summary>The folder of labelled requests; null where there is none.</summary>
    public static string? Corpora { get; } = Find("corpora");

    /// <summary>The rules at a paranoia level (1 to 4). Bodies of answers are inspected.</summary>
    public static RuleSet At(int paranoia, EngineMode mode) =>
        Compiled.GetOrAdd((paranoia, mode), static key => new(() => Compile(key.Paranoia, key.Mode))).Value;

    private static RuleSet Compile(int paranoia, EngineMode mode)
    {
        var setup = SecLangParser.Parse("setup.conf", $"""
            SecRequestBodyAccess On
            SecRequestBodyLimit 131072
            SecRequestBodyLimitAction ProcessPartial
            SecResponseBodyAccess On
            SecResponseBodyMimeType text/plain text/html text/xml application/json
            SecResponseBodyLimitAction ProcessPartial
            SecRule REQUEST_HEADERS:Content-Type "@rx (?i)xml" "id:1,phase:1,pass,nolog,ctl:requestBodyProcessor=XML"
            SecRule REQUEST_HEADERS:Content-Type "@rx (?i)json" "id:2,phase:1,pass,nolog,ctl:requestBodyProcessor=JSON"
            SecAction "id:3,phase:1,pass,nolog,setvar:tx.blocking_paranoia_level={paranoia},setvar:tx.detection_paranoia_level={paranoia},setvar:tx.crs_validate_utf8_encoding=1,setvar:tx.max_num_args=255,setvar:tx.arg_length=400"

            """);
        var files = RuleFiles.Load(
            [Path.Combine(Folder!, "crs-setup.conf.example"), .. Directory.EnumerateFiles(Path.Combine(Folder!, "rules"), "*.conf").Order(StringComparer.Ordinal)]);
        var (rules, faults) = RuleCompiler.Compile([.. setup.Directives, .. files.Directives], new CompileOptions { Mode = mode });
        return rules ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(path)) return path;
        }

        return null;
    }
}
