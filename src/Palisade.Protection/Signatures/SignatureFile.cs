using System.Text;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Signatures;

/// <summary>Reads a signature file: YAML to signatures, every fault with file, line and column.</summary>
public static class SignatureFile
{
    private static readonly string[] Fields =
        ["id", "name", "attack_type", "reason", "accuracy", "risk", "systems", "cves", "targets", "decode", "match", "phrases", "detector", "also", "tests"];

    private static readonly string[] FurtherFields = ["targets", "decode", "match", "phrases", "detector"];

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
        var attackType = AttackType(reader, root);
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
        var first = Condition(reader, node);
        var also = Also(file, reader, faults);
        var tests = reader.Mapping("tests");
        var signature = new Signature(
            At(file, node.Start),
            reader.Number("id"),
            reader.Text("name"),
            reader.Has("attack_type") ? AttackType(reader, node) : attackType,
            reader.Choice<SignatureAccuracy>("accuracy"),
            reader.Choice<SignatureRisk>("risk"),
            reader.Text("reason").Trim(),
            reader.Texts("systems"),
            reader.Texts("cves"),
            first.Targets,
            first.Decode,
            first.Operator,
            first.Argument,
            also,
            tests is null ? [] : SignatureTest.Read(file, tests, "match", faults),
            tests is null ? [] : SignatureTest.Read(file, tests, "no_match", faults));
        if (signature.MustMatch.Count == 0 || signature.MustNotMatch.Count == 0)
            reader.Fault(node, "PR0014", $"Signature {signature.Id} needs tests: at least one value that must match and one that must not");
        if (signature.Conditions.SelectMany(c => c.Phases()).Select(p => p > 2).Distinct().Count() > 1)
            reader.Fault(node, "PR0023", $"Signature {signature.Id} looks at request and response: make it two");
        return faults.Count == before ? signature : null;
    }

    private static string AttackType(FieldReader reader, YamlMappingNode node)
    {
        var attackType = reader.Text("attack_type");
        if (attackType.Length > 0 && !AttackTypes.All.Contains(attackType))
            reader.Fault(node, "PR0027", $"There is no attack type '{attackType}'", string.Join(", ", AttackTypes.All));
        return attackType;
    }

    private static List<SignatureCondition> Also(string file, FieldReader reader, List<Diagnostic> faults)
    {
        var conditions = new List<SignatureCondition>();
        foreach (var node in reader.List("also"))
        {
            if (node is not YamlMappingNode mapping)
            {
                reader.Fault(node, "PR0024", "A further condition is a mapping with targets and a condition");
                continue;
            }

            var inner = new FieldReader(file, mapping, faults);
            inner.RefuseOthers(FurtherFields);
            conditions.Add(Condition(inner, mapping));
        }

        return conditions;
    }

    private static SignatureCondition Condition(FieldReader reader, YamlNode node)
    {
        var targets = reader.Texts("targets");
        foreach (var word in targets.Where(w => SignatureTargets.Find(w) is null))
            reader.Fault(node, "PR0013", $"There is no target '{word}'", string.Join(", ", SignatureTargets.All));
        if (targets.Count == 0) reader.Fault(node, "PR0015", "The condition looks at nothing", "give it targets");
        var (op, argument) = Operator(reader, node);
        return new(targets, reader.Texts("decode"), op, argument);
    }

    private static (string Operator, string Argument) Operator(FieldReader reader, YamlNode node)
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
                return Phrases(reader.Texts("phrases"));
            default:
                var detector = reader.Text("detector");
                if (detector is not ("sql" or "xss")) reader.Fault(node, "PR0017", $"There is no detector '{detector}'", "sql or xss");
                return (detector == "xss" ? "detectXSS" : "detectSQLi", "");
        }
    }

    // White space parts the phrases of @pm; a list with blanks inside a phrase becomes a pattern of the same meaning.
    private static (string Operator, string Argument) Phrases(IReadOnlyList<string> phrases) => phrases.Any(p => p.Contains(' ', StringComparison.Ordinal))
        ? ("rx", $"(?i)(?:{string.Join('|', phrases.Select(p => string.Concat(Widen(p).Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\x{(int)c:x2}"))))})")
        : ("pm", Widen(string.Join(' ', phrases)));

    internal static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
