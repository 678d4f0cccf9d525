using System.Globalization;
using Palisade.Ftw.Model;
using Palisade.Ftw.Yaml;

namespace Palisade.Ftw.Loading;

/// <summary>Reads go-ftw test files (versions 1 and 2 of the format). Any bytes give an answer; nothing is thrown and nothing is left out silently.</summary>
public sealed class TestFileReader
{
    private readonly string _path;
    private readonly List<TestCase> _tests = [];
    private readonly List<Fault> _faults = [];
    private readonly List<Fault> _warnings = [];

    private TestFileReader(string path) => _path = path;

    /// <summary>Reads one file's content.</summary>
    /// <param name="path">Its name in faults; digits in it are the rule id where the file names none.</param>
    public static TestFile Read(string path, ReadOnlySpan<byte> content)
    {
        var reader = new TestFileReader(path);
        var yaml = YamlReader.Read(content);
        foreach (var document in yaml.Documents) reader.ReadDocument(document);
        if (yaml.Fault is { } fault) reader._faults.Add(new(new(path, Math.Max(1, fault.Line)), fault.Message));
        if (yaml is { Documents.Count: 0, Fault: null }) reader._warnings.Add(new(new(path, 1), "holds no tests"));
        return new(path, reader._tests, reader._faults, reader._warnings);
    }

    private void ReadDocument(YamlNode document)
    {
        if (Fields.Of(document, "file", _path, _faults, _warnings) is not { } file) return;

        var ruleId = file.Number("rule_id", 1, uint.MaxValue);
        var tests = file.Items("tests");
        if (file.Node("meta") is null && file.Node("rule_id") is null && tests.Count == 0)
        {
            _warnings.Add(new(file.At, "is not a test file: it has neither 'rule_id' nor 'tests'"));
            return;
        }

        file.WarnOfOthers("the file");
        ruleId ??= file.Node("rule_id") is null ? RuleIdFromName() : null;
        if (ruleId is null) _faults.Add(new(file.At, "'rule_id' is missing"));
        else if (tests.Count == 0) _faults.Add(new(file.At, "has no 'tests'"));
        else ReadTests(ruleId.Value, tests);
    }

    private void ReadTests(long ruleId, IReadOnlyList<YamlNode> tests)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tests.Count; i++)
        {
            var test = ReadTest(ruleId, i + 1, tests[i]);
            if (!names.Add(test.Name)) _warnings.Add(new(test.At, $"test {test.Name} is there twice"));
            _tests.Add(test);
        }
    }

    private TestCase ReadTest(long ruleId, int position, YamlNode node)
    {
        var faults = new List<Fault>();
        if (Fields.Of(node, "test", _path, faults, _warnings) is not { } fields)
        {
            if (faults.Count == 0) faults.Add(new(new(_path, node.Line), "the test is empty"));
            return new(ruleId, position, new(_path, node.Line), "", [], [], faults);
        }

        var stages = fields.Items("stages").SelectMany((stage, index) => ReadStage(index, stage, faults)).ToList();
        if (stages.Count == 0 && faults.Count == 0) faults.Add(new(fields.At, "the test has no 'stages'"));

        var id = fields.Number("test_id", 0, uint.MaxValue);
        var test = new TestCase(
            ruleId,
            id is null or 0 ? position : id.Value,
            fields.At,
            fields.Text("desc") ?? fields.Text("description") ?? "",
            fields.Texts("tags"),
            stages,
            faults);
        fields.Known("test_title", "desc", "description");
        fields.WarnOfOthers("test");
        return test;
    }

    private IEnumerable<Stage> ReadStage(int index, YamlNode node, List<Fault> faults)
    {
        if (Fields.Of(node, "stage", _path, faults, _warnings) is not { } fields) return [];

        // The first version of the format wrapped each stage once more.
        if (fields.Node("input") is null && fields.Mapping("stage") is { } wrapped) fields = wrapped;

        var output = OutputFields.Read(fields.Mapping("output"), faults);
        if (fields.Mapping("input") is not { } input)
        {
            faults.Add(new(fields.At, "the stage has no 'input'"));
            return [];
        }

        var at = fields.At;
        fields.Known("description", "desc");
        fields.WarnOfOthers("stage");
        return [.. InputFields.Read(input, faults).Select(request => new Stage(index, at, request, output))];
    }

    private long? RuleIdFromName()
    {
        var name = Path.GetFileName(_path.AsSpan());
        var start = name.IndexOfAnyInRange('0', '9');
        if (start < 0) return null;

        var digits = name[start..];
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        if (end >= 0) digits = digits[..end];
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
    }
}
