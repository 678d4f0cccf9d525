using Palisade.Detection.Reading;

namespace Palisade.Detection.Headers;

/// <summary>
/// Decides whether a value, put into a header of a response or of a request that the server makes, would end it and go on with headers of its own or a
/// message of its own (RFC 9112). Texts of several lines are ordinary: a line counts when it is a header that does something there.
/// </summary>
public static class HeaderInjection
{
    private static readonly byte[][] Methods = Words.List("GET POST PUT HEAD DELETE OPTIONS CONNECT PATCH TRACE");
    private static readonly byte[][] Names = Words.List("content-length content-type transfer-encoding location refresh host connection x-forwarded-host x-forwarded-for access-control-allow-origin link last-modified content-disposition content-encoding x-xss-protection content-security-policy x-injected cache-control authorization cookie");

    // U+560A and U+560D: an encoder that keeps the low byte only makes line breaks of them.
    private static ReadOnlySpan<byte> LookAlike => [0xE5, 0x98];

    /// <summary>Looks for header lines behind a line break.</summary>
    /// <param name="value">The value, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        Finding? best = null;
        var first = -1;
        for (var at = 0; at < value.Length;)
        {
            var line = NextLine(value, at);
            if (line < 0) return best;
            if (first < 0) first = line;
            at = line;
            if (JudgeLine(value[at..], IsToken(value[..first]), out var length) is not { } found) continue;
            if (best is null || found.Confidence > best.Confidence) best = new(found.Confidence, at, Math.Max(length, 1), found.Reason);
            if (best.Confidence == Confidence.High) return best;
        }

        return best;
    }

    // The first byte of the next line that is not empty; -1 when there is none.
    private static int NextLine(ReadOnlySpan<byte> value, int at)
    {
        var isBroken = false;
        while (at < value.Length)
        {
            if (value[at] is (byte)'\r' or (byte)'\n')
            {
                isBroken = true;
                at++;
                continue;
            }

            var isAlike = value[at..].StartsWith(LookAlike) && at + 2 < value.Length && value[at + 2] is 0x8A or 0x8D;
            if (isAlike)
            {
                isBroken = true;
                at += 3;
                continue;
            }

            if (isBroken) return at;
            var next = value[(at + 1)..].IndexOfAny((byte)'\r', (byte)'\n', (byte)0xE5);
            if (next < 0) return -1;
            at += next + 1;
        }

        return -1;
    }

    // What a header's value looks like when it is a name, a number or a path; a text area starts with words.
    private static bool IsToken(ReadOnlySpan<byte> firstLine) => firstLine.TrimEnd("\r\n"u8).IndexOfAny((byte)' ', (byte)'\t') < 0;

    private static (Confidence Confidence, string Reason)? JudgeLine(ReadOnlySpan<byte> line, bool behindToken, out int length)
    {
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        if (end >= 0) line = line[..end];
        length = line.Length;
        if (line.StartsWith("HTTP/"u8) && line.Length > 8 && Words.IsDigit(line[5])) return (Confidence.High, "starts a response of its own behind a line break");
        if (IsRequest(line)) return (Confidence.High, "starts a request of its own behind a line break");
        var name = Words.NameLength(line, "-"u8);
        if (name < 4 || name >= line.Length) return null;
        var colon = Words.SkipBlanks(line, name);
        if (colon >= line.Length || line[colon] != ':') return null;
        return JudgeHeader(line[..name], line[(colon + 1)..].Trim(" \t"u8), behindToken);
    }

    private static (Confidence Confidence, string Reason)? JudgeHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, bool behindToken)
    {
        if (Words.StartsWith(name, "set-cookie"u8)) return content.Contains((byte)'=') || behindToken ? (Confidence.High, "sets a cookie behind a line break") : null;
        var known = Words.FirstOf(name, Names);
        if (known.Length == name.Length)
        {
            if (behindToken) return IsOfHeaders(known, content) ? (Confidence.High, "adds a header behind a line break") : (Confidence.Low, "could add a header behind a line break");
            return IsOfHeaders(known, content) && known[0] is (byte)'c' or (byte)'t' or (byte)'x' ? (Confidence.Low, "has a line that could be a header") : null;
        }

        var isOther = behindToken && name.Contains((byte)'-') && content.Length > 0 && (name[0] | 0x20) == 'x';
        return isOther ? (Confidence.Medium, "adds a header behind a line break") : null;
    }

    private static bool IsOfHeaders(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        if (content.Length == 0) return false;
        if (name.SequenceEqual("content-length"u8)) return content.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (name.SequenceEqual("content-type"u8)) return content.Contains((byte)'/');
        if (name.SequenceEqual("transfer-encoding"u8)) return Words.StartsWith(content, "chunked"u8);
        if (name.SequenceEqual("location"u8)) return content[0] == '/' || Words.StartsWith(content, "http"u8) || Words.StartsWith(content, "javascript:"u8);
        if (name.SequenceEqual("refresh"u8)) return Words.Find(content, "url="u8) >= 0;
        if (name.SequenceEqual("link"u8)) return content[0] == '<';
        if (name.SequenceEqual("host"u8) || name.SequenceEqual("x-forwarded-host"u8)) return content.Contains((byte)'.') && !content.Contains((byte)' ');
        if (name.SequenceEqual("cookie"u8)) return content.Contains((byte)'=');
        if (name.SequenceEqual("connection"u8)) return Words.StartsWith(content, "close"u8) || Words.StartsWith(content, "keep"u8) || Words.StartsWith(content, "upgrade"u8);
        return name.Contains((byte)'-');
    }

    private static bool IsRequest(ReadOnlySpan<byte> line)
    {
        foreach (var method in Methods)
        {
            if (line.Length > method.Length + 3 && line.StartsWith(method) && line[method.Length] == ' ') return line.IndexOf(" HTTP/"u8) > 0 && line[method.Length + 1] is (byte)'/' or (byte)'h' or (byte)'*';
        }

        return false;
    }
}
