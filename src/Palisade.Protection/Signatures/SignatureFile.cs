using Palisade.Configuration.Policies.Firewall;
using Palisade.Protection.Yaml;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Signatures;

/// <summary>Reads a signature file: YAML to signatures, every fault with file, line and column.</summary>
public static class SignatureFile
{
    private static readonly string[] Fields =
        ["id", "name", "attack_type", "reason", "accuracy", "risk", "weight", "status", "since", "campaign", "violation", "systems", "cves", .. ConditionReader.Fields, "also", "tests"];

    private static readonly string[] Violations = [.. FirewallViolations.Names.Order(StringComparer.Ordinal)];

    private static readonly string[] CampaignFields = ["name", "actor", "intent", "from", "to"];

    /// <summary>Reads one file; what is faulty is left out and said.</summary>
    public static (IReadOnlyList<Signature> Signatures, IReadOnlyList<Diagnostic> Diagnostics) Read(string file, string text)
    {
        var faults = new List<Diagnostic>();
        var signatures = new List<Signature>();
        try
        {
            var stream = new YamlStream();
            stream.Load(new BoundedParser(new StringReader(text)));
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
            ConditionReader.Read(file, reader, node),
            also,
            tests is null ? [] : SignatureTest.Read(file, tests, "match", faults),
            tests is null ? [] : SignatureTest.Read(file, tests, "no_match", faults))
        {
            Status = reader.Has("status") ? reader.Choice<SignatureStatus>("status") : SignatureStatus.Active,
            Since = reader.Date("since"),
            Violation = reader.Has("violation") ? Known(reader, node, "violation", "PR0033", "violation", Violations) : null,
            Campaign = reader.Mapping("campaign") is { } campaign ? Campaign(campaign) : null,
            OwnWeight = reader.Has("weight") ? reader.Number("weight", 9) : null,
        };
        if (signature.MustMatch.Count == 0 || signature.MustNotMatch.Count == 0)
            reader.Fault(node, "PR0014", $"Signature {signature.Id} needs tests: at least one value that must match and one that must not");
        if (signature.Conditions.SelectMany(c => c.Phases()).Select(p => p > 2).Distinct().Count() > 1)
            reader.Fault(node, "PR0023", $"Signature {signature.Id} looks at request and response: make it two");
        return faults.Count == before ? signature : null;
    }

    private static string AttackType(FieldReader reader, YamlMappingNode node) => Known(reader, node, "attack_type", "PR0027", "attack type", AttackTypes.All);

    // A word of a list; the fault names all of them.
    private static string Known(FieldReader reader, YamlMappingNode node, string field, string code, string what, IReadOnlyCollection<string> words)
    {
        var word = reader.Text(field);
        if (word.Length > 0 && !words.Contains(word)) reader.Fault(node, code, $"There is no {what} '{word}'", string.Join(", ", words));
        return word;
    }

    private static ThreatCampaign Campaign(FieldReader reader)
    {
        reader.RefuseOthers(CampaignFields);
        return new(reader.Text("name"), reader.Text("actor"), reader.Text("intent"), reader.Date("from"), reader.Date("to"));
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
            inner.RefuseOthers(ConditionReader.Fields);
            conditions.Add(ConditionReader.Read(file, inner, mapping));
        }

        return conditions;
    }

    internal static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
