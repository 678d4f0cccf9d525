using System.Text;

namespace Palisade.Configuration.Documents;

/// <summary>Writes documents as YAML for people: blocks, texts of several lines as such, quotes only where a text would be something else. What it writes, <see cref="YamlText"/> reads back alike.</summary>
public static class YamlWriter
{
    private const int LongestPlainName = 1000;

    // Of an object, what it is comes before what it says.
    private static readonly string[] First = ["kind", "metadata", "name", "namespace"];

    /// <summary>Every document, each after a line of <c>---</c>.</summary>
    public static byte[] Write(IEnumerable<Node> documents)
    {
        var into = new StringBuilder();
        foreach (var document in documents)
        {
            into.Append("---\n");
            into.Append(Text(document));
        }

        return Encoding.UTF8.GetBytes(into.ToString());
    }

    /// <summary>One document, without a line before it.</summary>
    public static string Text(Node document)
    {
        var into = new StringBuilder();
        if (IsBlock(document)) Block(document, 0, into);
        else into.Append(Inline(document, 0)).Append('\n');
        return into.ToString();
    }

    private static bool IsBlock(Node node) => (node.Kind is NodeKind.Map && node.Members.Count > 0) || (node.Kind is NodeKind.List && node.Items.Count > 0);

    private static void Block(Node node, int indent, StringBuilder into)
    {
        if (node.Kind is NodeKind.Map)
        {
            foreach (var (name, value) in node.Members.OrderBy(m => Array.IndexOf(First, m.Key) is >= 0 and var at ? at : First.Length))
            {
                Name(Scalar(name), indent, into);
                Value(value, indent, into);
            }
        }
        else
        {
            foreach (var item in node.Items)
            {
                into.Append(' ', indent).Append('-');
                Item(item, indent, into);
            }
        }
    }

    // YAML looks for the colon within 1,024 characters; behind a question mark it is on a line of its own (YAML 1.2, section 8.2.2).
    private static void Name(string name, int indent, StringBuilder into)
    {
        into.Append(' ', indent);
        if (name.Length <= LongestPlainName) into.Append(name).Append(':');
        else into.Append("? ").Append(name).Append('\n').Append(' ', indent).Append(':');
    }

    private static void Value(Node value, int indent, StringBuilder into)
    {
        if (!IsBlock(value)) into.Append(' ').Append(Inline(value, indent + 2)).Append('\n');
        else
        {
            into.Append('\n');
            Block(value, indent + 2, into);
        }
    }

    // The first line of an item stands behind its dash.
    private static void Item(Node item, int indent, StringBuilder into)
    {
        if (!IsBlock(item))
        {
            into.Append(' ').Append(Inline(item, indent + 2)).Append('\n');
            return;
        }

        var inner = new StringBuilder();
        Block(item, indent + 2, inner);
        into.Append(' ').Append(inner.ToString().AsSpan(indent + 2));
    }

    private static string Inline(Node node, int indent) => node.Kind switch
    {
        NodeKind.Map => "{}",
        NodeKind.List => "[]",
        NodeKind.Nothing => "null",
        NodeKind.Text => IsLiteral(node.Value) ? Literal(node.Value, indent) : Scalar(node.Value),
        _ => node.Value,
    };

    // Several lines, each of which a block can hold as it is.
    private static bool IsLiteral(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text[0] is ' ' or '\n' or '\t' || text.EndsWith("\n\n", StringComparison.Ordinal)) return false;
        return text.All(c => c is '\n' or '\t' || (c >= ' ' && c is not ('\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff') && !char.IsSurrogate(c) && !char.IsControl(c))) && !text.Split('\n')[..^1].Any(l => l.Length > 0 && l.Trim().Length == 0);
    }

    private static string Literal(string text, int indent)
    {
        var ends = text.EndsWith('\n');
        var lines = (ends ? text[..^1] : text).Split('\n');
        return (ends ? "|" : "|-") + string.Concat(lines.Select(l => l.Length == 0 ? "\n" : "\n" + new string(' ', Math.Max(indent, 2)) + l));
    }

    private static string Scalar(string text) => IsPlain(text) ? text : CanonicalJson.WriteText(Node.OfText(text)).Replace("\u007f", "\\u007f", StringComparison.Ordinal).Replace("\u0085", "\\u0085", StringComparison.Ordinal)
        .Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal).Replace("\ufeff", "\\ufeff", StringComparison.Ordinal);

    private static bool IsPlain(string text)
    {
        if (text.Length is 0 or > 200 || YamlNumber.ToJson(text) is not null || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '.') || text[^1] is ':' or ' ') return false;
        if (text.ToLowerInvariant() is "null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n") return false;
        return text is not ("..." or "---") && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ' ' or ':' or '+' or '=' or '@' or '(' or ')' or '*' or ';' or '$' or '~')
            && !text.Contains(": ", StringComparison.Ordinal);
    }
}
