using Palisade.Configuration.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Palisade.Protection.Policies.Reading;

/// <summary>Documents that were read already, as the tree that the readers of policy files walk.</summary>
internal static class NodeTree
{
    /// <summary>The same document. It is at most 64 deep, or it would be no node.</summary>
    public static YamlNode Of(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Map:
                var map = new YamlMappingNode();
                foreach (var (name, value) in node.Members) map.Add(Text(name), Of(value));
                return map;
            case NodeKind.List:
                return new YamlSequenceNode(node.Items.Select(Of));
            case NodeKind.Text:
                return Text(node.Value);
            default:
                // Without quotes, as numbers, flags and null are written.
                return new YamlScalarNode(node.Kind is NodeKind.Nothing ? "null" : node.Value) { Style = ScalarStyle.Plain };
        }
    }

    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyle.DoubleQuoted };
}
