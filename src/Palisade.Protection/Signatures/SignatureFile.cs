using System.Globalization;
using System.Text;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Signatures;

/// <summary>Reads a signature file: YAML to signatures, every fault with file, line and column.</summary>
public static class SignatureFile
{
    private static readonly string[] Fields =
        ["id", "name", "reason", "accuracy", "risk", "systems", "cves", "targets", "decode", "match", "phrases", "detector", "tests"];

    private static readonly string[] Conditions = ["match", "phrases", "detector"];

    /// <summary>Reads one file; what is faulty is left out and said.</summary>
    public static (IReadOnlyList<Signature> Signatures, IReadOnlyList<Diagnostic> Diagnostics) Read(string file, string text)
    {
        var faults = new List<Diagnostic>();
        var signatures = new List<Signature>();
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root) Read(file, root, signatures, faults);
            else faults.Add(new(new(file, 1, 1), DiagnosticSeverity.Error, "PR0010", "A signature file is one mapping with attack_type and signatures"));
        }
        catch (YamlException fault)
        {
            faults.Add(new(At(file, fault.Start), DiagnosticSeverity.Error, "PR0011", $"Not YAML: {fault.Message}"));
        }

        return (signatures, faults);
    }

    private static void Read(string file, YamlMappingNode root, List<Signature> signatures, List<Diagnostic> faults)
    {
        var reader = new FieldReader(file, root, faults);
        reader.RefuseOthers(["attack_type", "signatures"]);
        var attackType = reader.Text("attack_type");
        foreach (var node in reader.List("signatures"))
        {
            if (node is not YamlMappingNode mapping) reader.Fault(node, "PR0012", "A signature is a mapping");
            else if (Signature(file, mapping, attackType, faults) is { } signature) signatures.Add(signature);
        }
    }

    private static Signature? Signature(string file, YamlMappingNode node, string attackType, List<Diagnostic> faults)
    {
        var before = faults.Count;
        var reader = new FieldReader(file, node, faults);
        reader.RefuseOthers(Fields);
        var targets = reader.Texts("targets");
        foreach (var word in targets.Where(w => SignatureTargets.Find(w) is null))
            reader.Fault(node, "PR0013", $"There is no target '{word}'", string.Join(", ", SignatureTargets.All));
        var (op, argument) = Condition(reader, node);
        var tests = reader.Mapping("tests");
        var signature = new Signature(
            At(file, node.Start),
            reader.Number("id"),
            reader.Text("name"),
            attackType,
            reader.Choice<SignatureAccuracy>("accuracy"),
            reader.Choice<SignatureRisk>("risk"),
            reader.Text("reason").Trim(),
            reader.Texts("systems"),
            reader.Texts("cves"),
            targets,
            reader.Texts("decode"),
            op,
            argument,
            tests?.Texts("match") ?? [],
            tests?.Texts("no_match") ?? []);
        if (signature.MustMatch.Count == 0 || signature.MustNotMatch.Count == 0)
            reader.Fault(node, "PR0014", $"Signature {signature.Id} needs tests: at least one value that must match and one that must not");
        if (targets.Select(t => SignatureTargets.Find(t)?.Phase).Distinct().Count() > 1)
            reader.Fault(node, "PR0023", $"Signature {signature.Id} looks at request and response: make it two");
        if (targets.Count == 0) reader.Fault(node, "PR0015", $"Signature {signature.Id} looks at nothing", "give it targets");
        return faults.Count == before ? signature : null;
    }

    private static (string Operator, string Argument) Condition(FieldReader reader, YamlNode node)
    {
        string[] given = [.. Conditions.Where(reader.Has)];
        if (given is not [var kind])
        {
            reader.Fault(node, "PR0016", "A signature has one condition: match, phrases or detector");
            return ("unconditionalMatch", "");
        }

        switch (kind)
        {
            case "match":
                return ("rx", Widen(reader.Text("match")));
            case "phrases":
                return ("pm", Widen(string.Join(' ', reader.Texts("phrases"))));
            default:
                var detector = reader.Text("detector");
                if (detector is not ("sql" or "xss")) reader.Fault(node, "PR0017", $"There is no detector '{detector}'", "sql or xss");
                return (detector == "xss" ? "detectXSS" : "detectSQLi", "");
        }
    }

    internal static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the fields of one mapping.</summary>
    private sealed class FieldReader(string file, YamlMappingNode node, List<Diagnostic> faults)
    {
        public void Fault(YamlNode at, string code, string message, string? hint = null) =>
            faults.Add(new(At(file, at.Start), DiagnosticSeverity.Error, code, message, hint));

        public bool Has(string name) => node.Children.ContainsKey(new YamlScalarNode(name));

        public void RefuseOthers(string[] known)
        {
            foreach (var key in node.Children.Keys.Where(k => k is not YamlScalarNode { Value: { } name } || !known.Contains(name)))
                Fault(key, "PR0018", $"There is no field '{key}' here", string.Join(", ", known));
        }

        public string Text(string name)
        {
            if (Find(name) is YamlScalarNode { Value: { Length: > 0 } text }) return text;
            Fault(Find(name) ?? node, "PR0019", $"'{name}' is missing or no text");
            return "";
        }

        public long Number(string name)
        {
            if (long.TryParse((Find(name) as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
            Fault(Find(name) ?? node, "PR0020", $"'{name}' is missing or no number above 0");
            return 0;
        }

        public T Choice<T>(string name)
            where T : struct, Enum
        {
            if (Enum.TryParse<T>((Find(name) as YamlScalarNode)?.Value, ignoreCase: true, out var choice) && Enum.IsDefined(choice)) return choice;
            Fault(Find(name) ?? node, "PR0021", $"'{name}' is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
            return default;
        }

        public IEnumerable<YamlNode> List(string name)
        {
            if (Find(name) is null) return [];
            if (Find(name) is YamlSequenceNode list) return list.Children;
            Fault(Find(name)!, "PR0022", $"'{name}' is a list");
            return [];
        }

        public IReadOnlyList<string> Texts(string name) => [.. List(name).OfType<YamlScalarNode>().Select(s => s.Value ?? "")];

        public FieldReader? Mapping(string name) => Find(name) is YamlMappingNode inner ? new(file, inner, faults) : null;

        private YamlNode? Find(string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
    }
}
