using System.Text;
using System.Text.Json;

namespace Palisade.Protection.Apis.Documents;

/// <summary>Writes nodes as JSON.</summary>
public static class DocumentJson
{
    /// <summary>Writes a node; false when it would be longer than <paramref name="most"/> characters: YAML aliases can make a small document very large.</summary>
    public static bool Write(DocumentNode node, StringBuilder into, int most)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(into);
        if (into.Length > most) return false;
        switch (node.Kind)
        {
            case NodeKind.Map:
                into.Append('{');
                for (var i = 0; i < node.Members.Count; i++)
                {
                    if (i > 0) into.Append(',');
                    into.Append(Quoted(node.Members[i].Key)).Append(':');
                    if (!Write(node.Members[i].Value, into, most)) return false;
                }

                into.Append('}');
                break;
            case NodeKind.List:
                into.Append('[');
                for (var i = 0; i < node.Items.Count; i++)
                {
                    if (i > 0) into.Append(',');
                    if (!Write(node.Items[i], into, most)) return false;
                }

                into.Append(']');
                break;
            case NodeKind.Text:
                into.Append(Quoted(node.Text));
                break;
            default:
                into.Append(node.Kind is NodeKind.Nothing ? "null" : node.Text);
                break;
        }

        return into.Length <= most;
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
