using Palisade.Configuration.Documents;
using Palisade.SecLang;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Palisade.Protection.Apis.Documents;

/// <summary>Reads YAML documents, with the core schema of YAML 1.2 (section 10.3). An alias is the node of its anchor, not a copy: nothing expands.</summary>
internal static class YamlDocumentReader
{
    public static DocumentNode? Read(string file, string text, DocumentFaults faults)
    {
        var stack = new NodeStack(faults);
        var anchors = new Dictionary<string, DocumentNode>(StringComparer.Ordinal);
        var documents = 0;
        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                var current = parser.Current!;
                if (current is DocumentStart && ++documents > 1)
                {
                    faults.Error(At(file, current.Start), "AP0007", "The file has more than one document");
                    return null;
                }

                if (!Event(file, current, stack, anchors, faults)) return null;
            }
        }
        catch (Exception fault) when (fault is YamlException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            var at = fault is YamlException yaml ? At(file, yaml.Start) : new Place(file, 1, 1);
            faults.Error(at, "AP0008", $"Not YAML: {fault.Message}");
            return null;
        }

        if (stack.Root is null) faults.Error(new Place(file, 1, 1), "AP0009", "The document is empty");
        return stack.Root;
    }

    private static Place At(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private static bool Event(string file, ParsingEvent current, NodeStack stack, Dictionary<string, DocumentNode> anchors, DocumentFaults faults)
    {
        var at = At(file, current.Start);
        switch (current)
        {
            case Scalar name when stack.WantsName:
                stack.Name(name.Value, at);
                return true;
            case (MappingStart or SequenceStart or AnchorAlias) when stack.WantsName:
                faults.Error(at, "AP0010", "A name has to be a text");
                return false;
            case Scalar scalar:
                return stack.Value(Anchored(scalar, OfScalar(scalar, at), anchors));
            case MappingStart map:
                return stack.Open(Anchored(map, new DocumentNode(NodeKind.Map, "", at), anchors));
            case SequenceStart list:
                return stack.Open(Anchored(list, new DocumentNode(NodeKind.List, "", at), anchors));
            case MappingEnd or SequenceEnd:
                stack.Close();
                return true;
            case AnchorAlias alias:
                return Alias(alias, at, stack, anchors, faults);
            default:
                return true;
        }
    }

    private static bool Alias(AnchorAlias alias, Place at, NodeStack stack, Dictionary<string, DocumentNode> anchors, DocumentFaults faults)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var node)) faults.Error(at, "AP0011", $"There is no anchor '{alias.Value.Value}' before this");
        else if (stack.IsOpen(node)) faults.Error(at, "AP0012", $"'{alias.Value.Value}' contains itself");
        else return stack.Value(node);
        return false;
    }

    private static DocumentNode Anchored(NodeEvent from, DocumentNode node, Dictionary<string, DocumentNode> anchors)
    {
        if (!from.Anchor.IsEmpty) anchors[from.Anchor.Value] = node;
        return node;
    }

    private static DocumentNode OfScalar(Scalar scalar, Place at)
    {
        if (scalar.Style is not ScalarStyle.Plain || scalar.Tag is { IsEmpty: false, Value: "tag:yaml.org,2002:str" }) return new(NodeKind.Text, scalar.Value, at);
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new(NodeKind.Nothing, "", at),
            "true" or "True" or "TRUE" => new(NodeKind.Flag, "true", at),
            "false" or "False" or "FALSE" => new(NodeKind.Flag, "false", at),
            var text => YamlNumber.ToJson(text) is { } number ? new(NodeKind.Number, number, at) : new(NodeKind.Text, text, at),
        };
    }
}
