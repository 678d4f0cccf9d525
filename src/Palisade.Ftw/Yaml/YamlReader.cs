using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Palisade.Ftw.Yaml;

/// <summary>Reads YAML into <see cref="YamlNode"/>s. Any text gives an answer: documents, a fault, or both.</summary>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting; test files need 8.</summary>
    private const int MaxDepth = 64;

    /// <summary>Most values in a file, aliases counted each time they are used, so that a few lines cannot expand without end.</summary>
    private const int MaxNodes = 1_000_000;

    // YAML 1.1 takes these three for line breaks and would rewrite them; YAML 1.2, which go-ftw reads, leaves them alone.
    private const string Breaks = "\u0085\u2028\u2029";
    // Noncharacters: no text that is meant for others holds them.
    private const string StandIns = "\uFDD0\uFDD1\uFDD2";

    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlReader(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>Reads all documents of a file.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    public static YamlContent Read(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            return new([], (LineOf(bytes, e.Index), "is not UTF-8 here"));
        }

        return Read(text);
    }

    /// <summary>Reads all documents of a text.</summary>
    public static YamlContent Read(string text) => new YamlReader(Swap(text.TrimStart('\uFEFF'), Breaks, StandIns)).ReadAll();

    private YamlContent ReadAll()
    {
        var documents = new List<YamlNode>();
        try
        {
            _parser.Consume<StreamStart>();
            while (!_parser.TryConsume<StreamEnd>(out _))
            {
                _parser.Consume<DocumentStart>();
                _anchors.Clear();
                var root = ReadNode(0);
                _parser.Consume<DocumentEnd>();
                if (root is not YamlScalar { IsNull: true }) documents.Add(root);
            }
        }
        catch (YamlException e)
        {
            return new(documents, ((int)e.Start.Line, OneLine(e.InnerException is null ? e.Message : e.InnerException.Message)));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The scanner leaks these on some broken texts, for example an escape outside of Unicode.
            return new(documents, ((int)(_parser.Current?.End.Line ?? 1), OneLine(e.Message)));
        }

        return new(documents, null);
    }

    private YamlNode ReadNode(int depth)
    {
        if (++_nodes > MaxNodes) throw Unreadable("holds too many values");
        if (depth > MaxDepth) throw Unreadable("is nested too deep");

        var node = _parser.Consume<ParsingEvent>();
        return node switch
        {
            AnchorAlias alias => Resolve(alias),
            Scalar scalar => Keep(scalar, ToScalar(scalar)),
            SequenceStart start => Keep(start, ReadSequence(start, depth)),
            MappingStart start => Keep(start, ReadMapping(start, depth)),
            _ => throw Unreadable("is not a value"),
        };
    }

    private YamlScalar ToScalar(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && scalar.Tag.Value.EndsWith(":binary", StringComparison.Ordinal))
        {
            throw new YamlException(scalar.Start, scalar.End, "!!binary is not supported; use encoded_data");
        }

        return new((int)scalar.Start.Line, Swap(scalar.Value, StandIns, Breaks), scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);
    }

    private YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new((int)start.Start.Line, items);
    }

    private YamlMapping ReadMapping(MappingStart start, int depth)
    {
        var entries = new List<YamlEntry>();
        var merged = new List<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyEvent = _parser.Current!;
            if (ReadNode(depth + 1) is not YamlScalar key) throw new YamlException(keyEvent.Start, keyEvent.End, "a name must be text");

            var value = ReadNode(depth + 1);
            if (key is { Text: "<<", Plain: true })
            {
                merged.AddRange(Merged(value, keyEvent));
                continue;
            }

            if (!seen.Add(key.Text)) throw new YamlException(keyEvent.Start, keyEvent.End, $"'{key.Text}' is given twice");
            entries.Add(new(key.Text, key.Line, value));
        }

        entries.AddRange(merged.Where(e => seen.Add(e.Key)));
        return new((int)start.Start.Line, entries);
    }

    private static IEnumerable<YamlEntry> Merged(YamlNode value, ParsingEvent at) => value switch
    {
        YamlMapping mapping => mapping.Entries,
        YamlSequence sequence => sequence.Items.SelectMany(item => Merged(item, at)),
        _ => throw new YamlException(at.Start, at.End, "'<<' needs a mapping"),
    };

    private YamlNode Keep(NodeEvent source, YamlNode node)
    {
        if (!source.Anchor.IsEmpty) _anchors[source.Anchor.Value] = node;
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, $"no anchor '{alias.Value.Value}' before this");
        }

        _nodes += Size(node);
        return node;
    }

    private int Size(YamlNode node)
    {
        var size = 0;
        var open = new Stack<YamlNode>([node]);
        while (open.TryPop(out var next))
        {
            if (++size > MaxNodes) throw Unreadable("holds too many values");
            foreach (var child in Children(next)) open.Push(child);
        }

        return size;
    }

    private static IEnumerable<YamlNode> Children(YamlNode node) => node switch
    {
        YamlSequence sequence => sequence.Items,
        YamlMapping mapping => mapping.Entries.Select(e => e.Value),
        _ => [],
    };

    private YamlException Unreadable(string message)
    {
        var at = _parser.Current;
        return at is null ? new YamlException(message) : new YamlException(at.Start, at.End, message);
    }

    private static string Swap(string text, string from, string to)
    {
        if (text.AsSpan().IndexOfAny(from) < 0) return text;

        var swapped = new StringBuilder(text);
        for (var i = 0; i < from.Length; i++) swapped.Replace(from[i], to[i]);
        return swapped.ToString();
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int index) => 1 + bytes[..Math.Clamp(index, 0, bytes.Length)].Count((byte)'\n');

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
