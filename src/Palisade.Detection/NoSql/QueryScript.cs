using Palisade.Detection.Reading;

namespace Palisade.Detection.NoSql;

/// <summary>Script of a server-side query: a value that leaves its quotes in a <c>$where</c>, calls of the shell's <c>db</c>, commands of Redis.</summary>
internal static class QueryScript
{
    private static readonly byte[][] Methods = Words.List("insert( insertOne( find( findOne( update( remove( drop( dropDatabase( mapReduce( getCollectionNames( getCollection( eval( runCommand( adminCommand( createUser( deleteMany( aggregate(");

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        if (FindShell(value) is { } shell) return shell;
        if (FindProtocol(value) is { } protocol) return protocol;
        var quote = value.IndexOfAny((byte)'\'', (byte)'"');
        return JudgeUnquoted(value) ?? (quote < 0 ? null : JudgeBehind(value, quote));
    }

    // In the place of a number nothing has to be left: "|| 1==1", "0;return true".
    private static Finding? JudgeUnquoted(ReadOnlySpan<byte> value)
    {
        var text = value.TrimStart(" \t"u8);
        var start = value.Length - text.Length;
        if (text.StartsWith("||"u8) || text.StartsWith("&&"u8))
        {
            var operand = Words.SkipBlanks(text, 2);
            return operand < text.Length && Words.IsDigit(text[operand]) ? JudgeCondition(value, start, start + operand) : null;
        }

        if (Words.StartsWith(text, "function("u8) && text.IndexOf("this."u8) > 0 && text.IndexOf("return"u8) > 0 && text.TrimEnd(" ;)\r\n"u8) is [.., (byte)'}']) return new(Confidence.Medium, start, text.Length, "is a function over the documents of a query");
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits > 0 && text[digits] == ';' ? JudgeStatement(value, start, start + digits) : null;
    }

    // The reading ends at the first thing that is no condition: text behind an apostrophe ends it at once.
    private static Finding? JudgeBehind(ReadOnlySpan<byte> value, int quote)
    {
        var at = Words.SkipBlanks(value, quote + 1);
        while (at < value.Length && value[at] is (byte)')' or (byte)'}' or (byte)']') at = Words.SkipBlanks(value, at + 1);
        var rest = value[at..];
        if (rest.StartsWith("||"u8) || rest.StartsWith("&&"u8)) return JudgeCondition(value, quote, Words.SkipBlanks(value, at + 2));
        return rest.StartsWith(";"u8) ? JudgeStatement(value, quote, at) : null;
    }

    private static Finding? JudgeStatement(ReadOnlySpan<byte> value, int start, int semicolon)
    {
        var statement = value[Words.SkipBlanks(value, semicolon + 1)..];
        var returns = statement.StartsWith("return"u8) && statement.Length > 6 && !Words.IsLetterOrDigit(statement[6]);
        if (returns) return new(Confidence.High, start, value.Length - start, "leaves its place and returns its own answer to a query");
        var loops = statement.StartsWith("while("u8) || statement.IndexOf("new Date("u8) >= 0 || statement.StartsWith("sleep("u8);
        return loops ? new(Confidence.High, start, value.Length - start, "leaves its place and keeps the database busy") : null;
    }

    private static Finding? JudgeCondition(ReadOnlySpan<byte> value, int quote, int at)
    {
        while (at < value.Length && value[at] is (byte)'(' or (byte)'!') at = Words.SkipBlanks(value, at + 1);
        var rest = value[at..];
        if (rest.StartsWith("this."u8) || rest.StartsWith("this["u8) || rest.StartsWith("obj."u8)) return new(Confidence.High, quote, value.Length - quote, "leaves a quoted text and reads the document of a query");
        var end = OperandEnd(value, at);
        if (end == at) return null;
        var comparison = value[Words.SkipBlanks(value, end)..];
        return comparison.StartsWith("=="u8) || comparison.StartsWith("!="u8) ? new(Confidence.High, quote, value.Length - quote, "leaves a quoted text and adds a condition of script") : null;
    }

    private static int OperandEnd(ReadOnlySpan<byte> value, int at)
    {
        if (at >= value.Length) return at;
        if (value[at] is not ((byte)'\'' or (byte)'"')) return at + Words.NameLength(value[at..], "_."u8);
        var close = value[(at + 1)..].IndexOf(value[at]);
        return close < 0 ? at : at + close + 2;
    }

    private static Finding? FindShell(ReadOnlySpan<byte> value)
    {
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf("db."u8);
            if (next < 0) return null;
            at += next;
            var isStart = at == 0 || !(Words.IsLetterOrDigit(value[at - 1]) || value[at - 1] is (byte)'.' or (byte)'_');
            var collection = at + 3 + Words.NameLength(value[(at + 3)..], "_"u8);
            var method = Words.FirstOf(value[(at + 3)..], Methods);
            if (method.IsEmpty && collection < value.Length && value[collection] == '.') method = Words.FirstOf(value[(collection + 1)..], Methods);
            if (isStart && !method.IsEmpty) return new(at == 0 || value[at - 1] == ';' ? Confidence.High : Confidence.Low, at, collection - at, "calls the shell of a document database");
            at += 3;
        }

        return null;
    }

    // RESP: "*3\r\n$3\r\nSET", and inline commands on a line of their own.
    private static Finding? FindProtocol(ReadOnlySpan<byte> value)
    {
        var line = value.IndexOf("\r\n$"u8);
        if (line < 1 || line + 3 >= value.Length || !Words.IsDigit(value[line + 3]) || !Words.IsDigit(value[line - 1])) return null;
        var count = value[..line].LastIndexOf((byte)'*');
        return count >= 0 && line - count <= 4 ? new(Confidence.High, count, value.Length - count, "speaks the protocol of Redis") : null;
    }
}
