using Palisade.Detection.Reading;

namespace Palisade.Detection.NoSql;

/// <summary>Operators of MongoDB in brackets of a name (<c>user[$ne]</c>) or as keys of an object (<c>{"$gt": ""}</c>, <c>, $where: '1'</c>).</summary>
internal static class QueryOperators
{
    // Those that make any comparison true, or run script. Others belong to query languages that some interfaces offer.
    private static readonly byte[][] Bypassing = Words.List("ne gt gte nin regex exists where function func accumulator expr nor");
    private static readonly byte[][] Others = Words.List("lt lte eq in or and not all size mod elemMatch text type options comment jsonSchema");

    // Variables of SCSS and PHP have such names too; these they have not.
    private static readonly byte[][] Unmistakable = Words.List("where ne gte lte gt lt nin regex exists or and nor elemMatch expr comment");

    public static Finding? Find(ReadOnlySpan<byte> value)
    {
        Finding? best = null;
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf((byte)'$');
            if (next < 0) break;
            at += next;
            if (Judge(value, at) is { } found && (best is null || found.Confidence > best.Confidence)) best = found;
            if (best is { Confidence: Confidence.High }) break;
            at++;
        }

        return best;
    }

    private static Finding? Judge(ReadOnlySpan<byte> value, int at)
    {
        var length = Words.NameLength(value[(at + 1)..], default);
        if (length is < 2 or > 12) return null;
        var name = value.Slice(at + 1, length);
        var isBypassing = Has(Bypassing, name);
        if (!isBypassing && !Has(Others, name)) return null;
        var end = at + 1 + length;
        if (isBypassing && at == 0 && value[end..].StartsWith("[]="u8)) return new(Confidence.Medium, 0, end + 3, "names an operator of a query in front of the brackets of a parameter");
        if (IsBracketed(value, at, end)) return new(isBypassing ? Confidence.High : Confidence.Medium, at - 1, end - at + 2, "names an operator of a query in the brackets of a parameter");
        if (!IsKey(value, ref end)) return null;
        var isObject = IsInObject(value, at);
        if (!isObject && !Has(Unmistakable, name)) return null;
        return new(isBypassing || !isObject || !IsWholeObject(value) ? Confidence.High : Confidence.Medium, at, end - at, "has an operator of a query where a value belongs");
    }

    private static bool IsBracketed(ReadOnlySpan<byte> value, int at, int end) => at > 0 && value[at - 1] == '[' && end < value.Length && value[end] == ']';

    private static bool IsKey(ReadOnlySpan<byte> value, ref int end)
    {
        if (end < value.Length && value[end] is (byte)'"' or (byte)'\'') end++;
        var colon = Words.SkipBlanks(value, end);
        if (colon >= value.Length || value[colon] != ':') return false;
        end = colon + 1;
        return true;
    }

    private static bool IsInObject(ReadOnlySpan<byte> value, int at)
    {
        var before = value[..at].TrimEnd(" \t\r\n\"'"u8);
        return before.Length > 0 && before[^1] is (byte)'{' or (byte)',';
    }

    // An object of its own may be a filter that the interface offers; the continuation of another is not.
    private static bool IsWholeObject(ReadOnlySpan<byte> value) => value.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    private static bool Has(byte[][] names, ReadOnlySpan<byte> name)
    {
        foreach (var known in names)
        {
            if (name.SequenceEqual(known)) return true;
        }

        return false;
    }
}
