using System.Buffers;
using System.Text;
using System.Text.Json;
using Palisade.Engine.Operators;
using Palisade.Engine.Transformations;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Engine.Tests.Conformance;

/// <summary>
/// A case of the unit format: <c>{"type":"op","name":"rx","param":"def","input":"abcdef","ret":1}</c> compares what the operator
/// answers, <c>{"type":"tfn","name":"length","input":"abc","output":"3"}</c> what the transformation puts out.
/// </summary>
internal sealed record UnitCase(
    string File, string Title, bool IsOperator, string Name, string Param, string Input, string Output, bool Returns, string Resource)
    : ConformanceCase(File, Title)
{
    /// <summary>What such a case may need and we have.</summary>
    private static readonly string[] Resources = ["", "yajl", "libxml2"];

    public override string? SkipReason =>
        !Resources.Contains(Resource, StringComparer.Ordinal) ? $"needs {Resource}"
        : Name.Equals("rbl", StringComparison.OrdinalIgnoreCase) ? "asks DNS"
        : Name.Equals("inspectFile", StringComparison.OrdinalIgnoreCase) ? "runs a program"
        : null;

    public static bool Is(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty("type", out var type) && type.ValueEquals("op") | type.ValueEquals("tfn");

    public static UnitCase Read(string file, int number, JsonElement json) => new(
        file,
        $"{JsonText.Read(json, "name")} {number}",
        json.GetProperty("type").ValueEquals("op"),
        JsonText.Read(json, "name"),
        JsonText.Read(json, "param"),
        JsonText.Unescape(JsonText.Read(json, "input")),
        JsonText.Unescape(JsonText.Read(json, "output")),
        JsonText.Read(json, "ret") is not ("" or "0"),
        JsonText.Read(json, "resource"));

    public override Verdict Run() => IsOperator ? RunOperator() : RunTransformation();

    private Verdict RunOperator()
    {
        List<Diagnostic> faults = [];
        var at = new Place(CaseFiles.FolderOf(File, Param) + "/case.conf", 1, 1);
        var created = OperatorTable.Create(new OperatorSyntax(at, Negated: false, Name, Param, at), new OperatorOptions(), faults);

        // A rule that is refused never matches.
        var seen = created?.Matches(Encoding.Latin1.GetBytes(Input), new OperatorRun()) ?? false;
        var verdict = Verdict.Of(Answer(Returns), Answer(seen));
        return verdict with { Text = $"@{Name} '{Param}' on '{Input}': {verdict.Text} {string.Join("; ", faults)}" };
    }

    private Verdict RunTransformation()
    {
        var found = TransformationTable.Find(Name) ?? TransformationTable.Find(Name.Replace("_", "", StringComparison.Ordinal));
        if (found is null) return new Verdict(Passed: false, $"there is no transformation {Name}");
        var output = new ArrayBufferWriter<byte>();
        var seen = found.Apply(Encoding.Latin1.GetBytes(Input), output) ? Encoding.Latin1.GetString(output.WrittenSpan) : Input;
        var verdict = Verdict.Of($"'{Output}'", $"'{seen}'");
        return verdict with { Text = $"t:{Name} on '{Input}': {verdict.Text}" };
    }

    private static string Answer(bool matches) => matches ? "a match" : "no match";
}
