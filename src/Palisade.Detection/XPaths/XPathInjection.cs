using Palisade.Detection.Reading;

namespace Palisade.Detection.XPaths;

/// <summary>
/// Decides whether a value would leave a text or a predicate of an XPath or XQuery expression and go on as one: conditions over functions of nodes,
/// a union with another path, documents loaded from elsewhere. Conditions that SQL has too are left to <c>sql</c>.
/// </summary>
public static class XPathInjection
{
    private const int Shortest = 6;

    // Called without argument, or with a path: so no other language calls them.
    private static readonly byte[][] Functions = Words.List("count( name( local-name( namespace-uri( string-length( position( last( string( substring( contains( starts-with( normalize-space( text( node( translate( concat( boolean( not(");
    private static readonly byte[][] Constants = Words.List("true() false()");
    private static readonly byte[][] Loaders = Words.List("doc( doc-available( unparsed-text( collection( document( json-doc(");
    private static readonly byte[][] Axes = Words.List("ancestor:: ancestor-or-self:: attribute:: child:: descendant:: descendant-or-self:: following:: following-sibling:: namespace:: parent:: preceding:: preceding-sibling:: self::");

    /// <summary>Looks for expressions.</summary>
    /// <param name="value">The value, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest || !value.ContainsAny((byte)'(', (byte)'|')) return null;
        if (FindLoader(value) is { } loader) return loader;
        if (FindUnion(value) is { } union) return union;
        if (FindWhole(value) is { } whole) return whole;
        var behind = FindContinuation(value, out var leavesText);
        if (behind < 0 || FindNodeTest(value, behind, leavesText) is not { Length: > 0 } test) return null;
        return new(leavesText ? Confidence.High : Confidence.Medium, test.Start, test.Length, (leavesText ? "leaves a quoted text and " : "as it stands, ") + "adds a condition over nodes of a document");
    }

    // count(/child::node()): a question about a document and nothing else.
    private static Finding? FindWhole(ReadOnlySpan<byte> value)
    {
        var function = Words.FirstOf(value, Functions);
        return !function.IsEmpty && value[^1] == ')' && TakesNodes(value, function.Length) && value.IndexOf("::"u8) > 0 ? new(Confidence.Medium, 0, value.Length, "asks for nodes of a document") : null;
    }

    // "' or", "' and", "']", or "or" and "and" behind a first operand.
    private static int FindContinuation(ReadOnlySpan<byte> value, out bool leavesText)
    {
        leavesText = false;
        var quote = value.IndexOfAny((byte)'\'', (byte)'"');
        if (quote >= 0)
        {
            var at = Words.SkipBlanks(value, quote + 1);
            leavesText = at < value.Length && (value[at] is (byte)']' or (byte)')' or (byte)'|' or (byte)'/' || IsConnective(value[at..]));
            if (leavesText) return at;
        }

        var first = Words.SkipBlanks(value, Words.NameLength(value, "_.-"u8));
        return first > 0 && first < value.Length && IsConnective(value[first..]) ? first : -1;
    }

    private static bool IsConnective(ReadOnlySpan<byte> text)
    {
        var length = Words.StartsWith(text, "or"u8) ? 2 : Words.StartsWith(text, "and"u8) ? 3 : 0;
        return length > 0 && text.Length > length && !Words.IsLetterOrDigit(text[length]);
    }

    // Behind a quote and a connective a function is one whatever it is given; elsewhere it must be given nodes.
    private static (int Start, int Length) FindNodeTest(ReadOnlySpan<byte> value, int at, bool takesAnything)
    {
        while (at < value.Length)
        {
            var b = value[at];
            if (!Words.IsLetter(b))
            {
                at++;
                continue;
            }

            var rest = value[at..];
            if (Words.FirstOf(rest, Axes) is { IsEmpty: false } axis) return (at, axis.Length);
            if (Words.FirstOf(rest, Constants) is { IsEmpty: false } constant) return (at, constant.Length);
            if (Words.FirstOf(rest, Functions) is { IsEmpty: false } function && (takesAnything || TakesNodes(rest, function.Length))) return (at, function.Length);
            at += Math.Max(1, Words.NameLength(rest, "-"u8));
        }

        return default;
    }

    private static bool TakesNodes(ReadOnlySpan<byte> text, int behind)
    {
        var at = Words.SkipBlanks(text, behind);
        if (at >= text.Length) return false;
        if (text[at] == ')') return text.StartsWith("position"u8) || text.StartsWith("last"u8) || text.StartsWith("text"u8) || text.StartsWith("node"u8) || text.StartsWith("name"u8) || text.StartsWith("local-name"u8) || text.StartsWith("string-length"u8);
        var inner = text[at..];
        return inner[0] is (byte)'/' or (byte)'@' || inner.StartsWith(".)"u8) || inner.StartsWith("./"u8) || inner.StartsWith("../"u8)
            || inner.StartsWith("name("u8) || inner.StartsWith("local-name("u8) || inner.StartsWith("text("u8) || inner.StartsWith("*["u8) || inner.StartsWith("*/"u8) || !Words.FirstOf(inner, Axes).IsEmpty
            || (inner.StartsWith("name"u8) && text.StartsWith("string-length"u8)) || (inner.StartsWith("*"u8) && text.StartsWith("contains"u8));
    }

    // "']|//*|//*['": the predicate is closed and another path joined.
    private static Finding? FindUnion(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length; at++)
        {
            var next = value[at..].IndexOf((byte)'|');
            if (next < 0) return null;
            at += next;
            var path = Words.SkipBlanks(value, at + 1);
            if (path >= value.Length || value[path] != '/') continue;
            var isPath = path + 1 < value.Length && (value[path + 1] is (byte)'/' or (byte)'*' || !Words.FirstOf(value[(path + 1)..], Axes).IsEmpty);
            var before = value[..at].TrimEnd(" \t\r\n"u8);
            if (!isPath || before.Length == 0 || before[^1] is not ((byte)']' or (byte)')')) continue;
            return new(before.Length > 1 && before[^2] is (byte)'\'' or (byte)'"' or (byte)']' or (byte)')' ? Confidence.High : Confidence.Medium, before.Length - 1, path + 2 - before.Length + 1, "closes a predicate and joins another path of the document");
        }

        return null;
    }

    private static Finding? FindLoader(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length;)
        {
            var open = value[at..].IndexOf((byte)'(');
            if (open < 0) return null;
            at += open + 1;
            var argument = Words.SkipBlanks(value, at);
            if (Words.StartsWith(value[argument..], "concat("u8)) argument = Words.SkipBlanks(value, argument + 7);
            if (argument >= value.Length || value[argument] is not ((byte)'\'' or (byte)'"')) continue;
            var name = at - 1;
            while (name > 0 && (Words.IsLetter(value[name - 1]) || value[name - 1] == '-')) name--;
            if (Words.FirstOf(value[name..], Loaders).Length != at - name) continue;
            var target = value[(argument + 1)..];
            var isForeign = Words.StartsWith(target, "http:"u8) || Words.StartsWith(target, "https:"u8) || Words.StartsWith(target, "file:"u8) || Words.StartsWith(target, "ftp:"u8) || target.StartsWith("/"u8);
            if (isForeign) return new(Confidence.High, name, argument + 1 - name, "loads a document from elsewhere into an expression");
        }

        return null;
    }
}
