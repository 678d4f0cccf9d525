using System.Text.Unicode;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Palisade.Configuration.Documents;

/// <summary>
/// Reads files of YAML documents, with the core schema of YAML 1.2 (section 10.3). JSON is YAML, too. An alias is the node of its anchor and
/// counts as often as it is used. Never throws for any bytes.
/// </summary>
public static class YamlText
{
    /// <summary>Reads every document of a file; empty ones are left out.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <returns>The documents before the first fault, and that fault.</returns>
    public static (IReadOnlyList<Node> Documents, TextFault? Fault) Read(ReadOnlySpan<byte> bytes, DocumentLimits? limits = null)
    {
        limits ??= DocumentLimits.Usual;
        if (bytes.Length > limits.Bytes) return ([], new(new(1, 1), $"The text has more than {limits.Bytes} bytes."));
        if (!Utf8.IsValid(bytes)) return ([], new(new(1, 1), "The text is not UTF-8."));
        if (DocumentMarks.Beyond(bytes, limits.Documents) is { } line) return ([], TooMany(new(line, 1), limits));
        return new Reading(limits).Run(System.Text.Encoding.UTF8.GetString(bytes));
    }

    private static TextFault TooMany(Spot at, DocumentLimits limits) => new(at, $"The file has more than {limits.Documents} documents.");

    private sealed class Reading(DocumentLimits limits)
    {
        private readonly List<Node> _documents = [];
        private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);
        private NodeStack _stack = new(limits);
        private int _count;

        public (IReadOnlyList<Node> Documents, TextFault? Fault) Run(string text)
        {
            try
            {
                var parser = new Parser(new StringReader(text));
                while (parser.MoveNext())
                {
                    if (!Event(parser.Current!, At(parser.Current!.Start))) return (_documents, _stack.Fault);
                }

                return (_documents, null);
            }
            catch (Exception fault) when (fault is YamlException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
            {
                // The last three are the scanner's own, for some texts that are no YAML; they do not say where.
                var at = fault is YamlException yaml ? At(yaml.Start) : new Spot(1, 1);
                return (_documents, new(at, $"Not YAML: {fault.Message.ReplaceLineEndings(" ")}"));
            }
        }

        private static Spot At(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

        private bool Event(ParsingEvent current, Spot at)
        {
            switch (current)
            {
                case DocumentStart:
                    (_stack, _count) = (new(limits), _count + 1);
                    _anchors.Clear();
                    return _count <= limits.Documents || _stack.Refuse(at, TooMany(at, limits).Message);
                case DocumentEnd:
                    if (_stack.Root is { Kind: not NodeKind.Nothing } root) _documents.Add(root);
                    return true;
                case Scalar name when _stack.WantsName: return _stack.Name(name.Value, at);
                case MappingStart or SequenceStart or AnchorAlias when _stack.WantsName: return _stack.Refuse(at, "A name has to be a text.");
                case Scalar scalar: return Scalar(scalar, at);
                case MappingStart map: return _stack.Begin(map: true, at, AnchorOf(map));
                case SequenceStart list: return _stack.Begin(map: false, at, AnchorOf(list));
                case MappingEnd or SequenceEnd: return End();
                case AnchorAlias alias: return Alias(alias.Value.Value, at);
                default: return true;
            }
        }

        private bool Scalar(Scalar scalar, Spot at)
        {
            var node = YamlScalar.ToNode(scalar, at);
            if (AnchorOf(scalar) is { } anchor) _anchors[anchor] = node;
            return _stack.Value(node);
        }

        private bool End()
        {
            if (_stack.End() is { Anchor: { } anchor } closed) _anchors[anchor] = closed.Node;
            return true;
        }

        // A container is known by its anchor when it is closed, so that none can contain itself.
        private bool Alias(string name, Spot at) =>
            _anchors.TryGetValue(name, out var node) ? _stack.Value(node) : _stack.Refuse(at, $"There is no whole anchor '{name}' before this.");

        private static string? AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;
    }
}
