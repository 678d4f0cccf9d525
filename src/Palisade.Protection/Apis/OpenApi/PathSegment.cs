using System.Text;

namespace Palisade.Protection.Apis.OpenApi;

/// <summary>One segment of a path: a text, a template, or texts and templates in turn, as in <c>{name}.{format}</c>.</summary>
internal sealed class PathSegment
{
    /// <summary>Texts around the templates: one more than there are templates.</summary>
    private readonly byte[][] _texts;

    private PathSegment(byte[][] texts, IReadOnlyList<string> names) => (_texts, Names) = (texts, names);

    /// <summary>What the templates are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The text, when there is no template.</summary>
    public byte[]? Literal => Names.Count == 0 ? _texts[0] : null;

    /// <summary>How much of it is text.</summary>
    public int LiteralLength => _texts.Sum(t => t.Length);

    /// <summary>Reads a segment; null when its braces do not fit, or two templates stand side by side with nothing to tell where one ends.</summary>
    public static PathSegment? Of(string text)
    {
        var (texts, names) = (new List<byte[]>(), new List<string>());
        while (true)
        {
            var open = text.IndexOf('{', StringComparison.Ordinal);
            var literal = open < 0 ? text : text[..open];
            if (literal.Contains('}', StringComparison.Ordinal) || (texts.Count > 0 && literal.Length == 0 && open >= 0)) return null;
            texts.Add(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(literal)));
            if (open < 0) return new([.. texts], names);

            var close = text.IndexOf('}', open);
            if (close < open + 2 || text.IndexOf('{', open + 1, close - open - 1) >= 0) return null;
            names.Add(text[(open + 1)..close]);
            text = text[(close + 1)..];
        }
    }

    /// <summary>Whether it matches the same texts.</summary>
    public bool SameAs(PathSegment other) =>
        _texts.Length == other._texts.Length && _texts.Zip(other._texts).All(p => p.First.AsSpan().SequenceEqual(p.Second));

    /// <summary>Takes a segment apart; false when it does not fit. A template takes as little as it can, the last one the rest, none of them nothing.</summary>
    public bool Match(ReadOnlyMemory<byte> segment, List<ReadOnlyMemory<byte>> values)
    {
        if (!segment.Span.StartsWith(_texts[0])) return false;
        segment = segment[_texts[0].Length..];
        for (var i = 1; i < _texts.Length; i++)
        {
            var isLast = i == _texts.Length - 1;
            if (segment.Length < 1 + _texts[i].Length) return false;
            var end = isLast ? LastEnd(segment.Span, _texts[i]) : segment.Span[1..].IndexOf(_texts[i]) + 1;
            if (end < 1) return false;
            values.Add(segment[..end]);
            segment = segment[(end + _texts[i].Length)..];
        }

        return true;
    }

    private static int LastEnd(ReadOnlySpan<byte> segment, byte[] text) => segment.EndsWith(text) ? segment.Length - text.Length : -1;
}
