using Palisade.Detection.Reading;

namespace Palisade.Detection.Ldap;

/// <summary>
/// Decides whether a value would leave the assertion <c>(attribute=VALUE)</c> of an LDAP filter (RFC 4515) that an application puts it into, and go
/// on with filters of its own.
/// </summary>
public static class LdapInjection
{
    private const int Shortest = 3;

    /// <summary>Looks for filters.</summary>
    /// <param name="value">The value, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (value.Length < Shortest || !value.ContainsAny((byte)'(', (byte)')')) return null;
        var close = FindUnopened(value);
        if (close >= 0 && JudgeBehind(value, close) is { } left) return left;
        return FindFilter(value, close >= 0 || value[0] == '*');
    }

    // The parenthesis that the value closes without having opened it: the application's.
    private static int FindUnopened(ReadOnlySpan<byte> value)
    {
        var depth = 0;
        for (var at = 0; at < value.Length; at++)
        {
            var next = value[at..].IndexOfAny((byte)'(', (byte)')');
            if (next < 0) return -1;
            at += next;
            if (value[at] == '(') depth++;
            else if (depth-- == 0) return at;
        }

        return -1;
    }

    private static Finding? JudgeBehind(ReadOnlySpan<byte> value, int close)
    {
        var at = close;
        while (at < value.Length && value[at] == ')') at++;
        if (at < value.Length && value[at] == 0) return new(Confidence.Medium, close, at + 1 - close, "closes a filter and cuts off the rest");
        if (at < value.Length && value[at] == '(' && FilterEnd(value, at) is var end and > 0) return new(Confidence.High, close, end - close, "closes a filter and opens another");

        // "admin*)" alone: a wildcard and the application's parenthesis.
        return at == value.Length && close > 0 && value[close - 1] == '*' ? new(Confidence.Low, close - 1, at + 1 - close, "ends a wildcard and closes a filter") : null;
    }

    private static Finding? FindFilter(ReadOnlySpan<byte> value, bool isInside)
    {
        for (var at = 0; at + 2 < value.Length; at++)
        {
            var next = value[at..].IndexOf((byte)'(');
            if (next < 0) return null;
            at += next;
            if (at + 2 >= value.Length) return null;
            if (value[at + 1] is not ((byte)'&' or (byte)'|') || value[at + 2] != '(') continue;
            if (AssertionEnd(value, at + 3) is var end and > 0) return new(isInside ? Confidence.High : Confidence.Medium, at, end - at, "holds a filter of a directory");
        }

        return null;
    }

    /// <summary>Reads <c>((&amp;(attribute=</c>: parentheses and list signs, then an assertion or the end of an empty list; 0 when that is no filter.</summary>
    private static int FilterEnd(ReadOnlySpan<byte> value, int at)
    {
        var isList = false;
        while (at < value.Length && value[at] is (byte)'(' or (byte)'&' or (byte)'|' or (byte)'!') isList |= value[at++] != '(';
        return isList && (at >= value.Length || value[at] == ')') ? at : AssertionEnd(value, at);
    }

    // attribute [: rule :] filtertype
    private static int AssertionEnd(ReadOnlySpan<byte> value, int at)
    {
        var length = Words.NameLength(value[at..], ".;:-_"u8);
        if (length < 2 || !Words.IsLetterOrDigit(value[at])) return 0;
        at += length;
        if (at < value.Length && value[at] is (byte)'~' or (byte)'>' or (byte)'<') at++;
        return at < value.Length && value[at] == '=' ? at + 1 : 0;
    }
}
