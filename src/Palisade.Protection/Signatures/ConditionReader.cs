using System.Text;
using Palisade.Engine.Operators;
using Palisade.SecLang;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Signatures;

/// <summary>Reads a condition: where to look, how to decode, what to look for.</summary>
internal static class ConditionReader
{
    /// <summary>The word that stands for decoding as often as somebody encoded.</summary>
    private const string Layers = "layers";

    private static readonly string[] Kinds = ["match", "phrases", "detector"];
    private static readonly string[] Confidences = ["low", "medium", "high", "low only", "medium only"];
    private static readonly string[] Unwrapping = ["unwrap", "unwrap", "unwrap"];

    /// <summary>The fields of a condition.</summary>
    public static readonly string[] Fields = ["targets", "decode", .. Kinds, "confidence"];

    /// <summary>Reads one; what is faulty in it has been said.</summary>
    /// <param name="node">The mapping it stands in.</param>
    public static SignatureCondition Read(string file, FieldReader reader, YamlNode node)
    {
        var targets = reader.Texts("targets");
        foreach (var word in targets.Where(w => SignatureTargets.Find(w) is null))
            reader.Fault(reader.Find("targets")!, "PR0013", $"There is no target '{word}'", string.Join(", ", SignatureTargets.All));
        if (targets.Count == 0) reader.Fault(node, "PR0015", "The condition looks at nothing", "give it targets");
        string[] given = [.. Kinds.Where(reader.Has)];
        if (given is not [var kind])
        {
            reader.Fault(node, "PR0016", "A signature has one condition: match, phrases or detector");
            kind = "";
        }

        if (kind != "detector" && reader.Has("confidence")) reader.Fault(reader.Find("confidence")!, "PR0029", "Only a detector has a confidence");
        var (op, argument) = Operator(kind, reader);
        var (decode, every) = Decode(reader);
        return new(targets, decode, op, argument, SignatureFile.At(file, (reader.Find(kind) ?? node).Start)) { EveryLayer = every };
    }

    private static (IReadOnlyList<string> Decode, bool Every) Decode(FieldReader reader)
    {
        if (reader.Find("decode") is YamlScalarNode { Value: Layers }) return (Unwrapping, true);
        var words = reader.Texts("decode");
        foreach (var word in words.Where(w => !Vocabulary.Transformations.TryGet(w, out _)))
        {
            var near = Vocabulary.Transformations.Nearest(word);
            reader.Fault(reader.Find("decode")!, "PR0032", $"There is no transformation '{word}'", near is null ? $"a list of SecLang's transformations, or {Layers}" : $"did you mean {near}?");
        }

        return (words, false);
    }

    private static (string Operator, string Argument) Operator(string kind, FieldReader reader) => kind switch
    {
        "match" => ("rx", Widen(reader.Text("match"))),
        "phrases" => Phrases(reader.Texts("phrases")),
        "detector" => Detector(reader),
        _ => ("unconditionalMatch", ""),
    };

    private static (string Operator, string Argument) Detector(FieldReader reader)
    {
        var name = reader.Text("detector");
        var confidence = reader.Has("confidence") ? reader.Text("confidence") : "low";
        if (!Confidences.Contains(confidence)) reader.Fault(reader.Find("confidence")!, "PR0021", $"'confidence' is one of {string.Join(", ", Confidences)}");
        if (OperatorTable.Recognisers.Contains(name)) return ("detect", $"{name} {confidence}");
        reader.Fault(reader.Find("detector")!, "PR0017", $"There is no detector '{name}'", string.Join(", ", OperatorTable.Recognisers.Order(StringComparer.Ordinal)));
        return ("unconditionalMatch", "");
    }

    // White space parts the phrases of @pm; a list with blanks inside a phrase becomes a pattern of the same meaning.
    private static (string Operator, string Argument) Phrases(IReadOnlyList<string> phrases) => phrases.Any(p => p.Contains(' ', StringComparison.Ordinal))
        ? ("rx", $"(?i)(?:{string.Join('|', phrases.Select(p => string.Concat(Widen(p).Select(c => char.IsAsciiLetterOrDigit(c) ? $"{c}" : $"\\x{(int)c:x2}"))))})")
        : ("pm", Widen(string.Join(' ', phrases)));

    private static string Widen(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
