using Palisade.Ftw.Model;
using Palisade.Ftw.Yaml;

namespace Palisade.Ftw.Loading;

/// <summary>Reads overrides: go-ftw's platform overrides (<c>test_overrides</c>), and the <c>testoverride</c> part of a <c>.ftw.yml</c>.</summary>
public sealed class OverridesReader
{
    private readonly string _path;
    private readonly List<Fault> _faults = [];
    private readonly List<Fault> _warnings = [];
    private readonly List<StageOverride> _stages = [];
    private readonly List<ForcedTest> _forced = [];

    private OverridesReader(string path) => _path = path;

    /// <summary>Reads one file's content.</summary>
    /// <returns>The overrides, and every fault; with a fault the overrides are not to be used.</returns>
    public static (Overrides Overrides, IReadOnlyList<Fault> Faults) Read(string path, ReadOnlySpan<byte> content)
    {
        var reader = new OverridesReader(path);
        var yaml = YamlReader.Read(content);
        foreach (var document in yaml.Documents) reader.ReadDocument(document);
        if (yaml.Fault is { } fault) reader._faults.Add(new(new(path, Math.Max(1, fault.Line)), fault.Message));
        // A name that is not known would quietly change nothing: in this small file it is a fault.
        return (new(reader._stages, reader._forced), [.. reader._faults, .. reader._warnings]);
    }

    private void ReadDocument(YamlNode document)
    {
        if (Fields.Of(document, "file", _path, _faults, _warnings) is not { } file) return;

        foreach (var node in file.Items("test_overrides")) ReadOverride(node);
        if (file.Mapping("testoverride") is { } forced) ReadForced(forced);
        file.Known("version", "meta", "test_overrides", "testoverride", "logfile", "logmarkerheadername", "mode", "maxmarkerretries", "maxmarkerloglines");
        file.WarnOfOthers("the file");
    }

    private void ReadOverride(YamlNode node)
    {
        if (Fields.Of(node, "test_overrides", _path, _faults, _warnings) is not { } fields) return;

        var output = OutputFields.Read(fields.Mapping("output"), _faults);
        var ruleId = fields.Number("rule_id", 1, uint.MaxValue);
        var reason = fields.Text("reason");
        var entry = new StageOverride(
            fields.At,
            ruleId ?? 0,
            fields.Numbers("test_ids", 0, uint.MaxValue),
            [.. fields.Numbers("stage_ids", 0, int.MaxValue).Select(i => (int)i)],
            reason?.Trim() ?? "",
            output with { RetryOnce = fields.Truth("retry_once") ?? output.RetryOnce });
        fields.WarnOfOthers("override");

        if (ruleId is null) _faults.Add(new(fields.At, "the override has no 'rule_id'"));
        if (string.IsNullOrWhiteSpace(reason)) _faults.Add(new(fields.At, "the override has no 'reason'"));
        _stages.Add(entry);
    }

    private void ReadForced(Fields fields)
    {
        ReadForced(fields, "ignore", ForcedVerdict.Ignore);
        ReadForced(fields, "forcepass", ForcedVerdict.Pass);
        ReadForced(fields, "forcefail", ForcedVerdict.Fail);
        fields.WarnOfOthers("testoverride");
    }

    private void ReadForced(Fields fields, string name, ForcedVerdict verdict)
    {
        switch (fields.Node(name))
        {
            case null:
                return;
            case YamlMapping patterns:
                foreach (var entry in patterns.Entries)
                {
                    _forced.Add(new(new(_path, entry.Line), verdict, entry.Key, (entry.Value as YamlScalar)?.Text ?? ""));
                }

                return;
            case var node:
                fields.Wrong(node, name, "a mapping of patterns to reasons");
                return;
        }
    }
}
