using Palisade.Detection.Reading;

namespace Palisade.Detection.Mail;

/// <summary>
/// Decides whether a value, put into a header of a mail or a command of SMTP or IMAP, would add recipients, headers or commands of its own; or give
/// options to <c>sendmail</c>. A text that quotes a mail is ordinary.
/// </summary>
public static class MailInjection
{
    private const int LongestTag = 6;

    private static readonly byte[][] Recipients = Words.List("bcc: cc: to: resent-to: resent-bcc: return-path: reply-to:");
    private static readonly byte[][] Parts = Words.List("mime-version: content-transfer-encoding: subject: from: x-mailer: content-type:multipart");
    private static readonly byte[][] Smtp = Words.List("rcpt~to: mail~from: helo~ ehlo~ vrfy~ expn~ auth~login");
    private static readonly byte[][] Imap = Words.List("CAPABILITY FETCH LOGIN SELECT EXAMINE DELETE CREATE LOGOUT NOOP STATUS LIST STORE EXPUNGE SEARCH COPY APPEND AUTHENTICATE");
    private static readonly byte[][] Pop = Words.List("USER PASS STAT LIST RETR DELE NOOP RSET QUIT TOP UIDL");
    private static readonly byte[][] Options = Words.List("-X/ -X~/ -OQueueDirectory -oQ/ -C/ -be~ -bp~ -oQ~/");

    static MailInjection()
    {
        foreach (var words in new[] { Smtp, Options })
        {
            foreach (var word in words) word.AsSpan().Replace((byte)'~', (byte)' ');
        }
    }

    /// <summary>Looks for header and command lines behind a line break, and for options behind an address.</summary>
    /// <param name="value">The value, decoded. Any bytes, any length; the time is linear in it.</param>
    public static Finding? Detect(ReadOnlySpan<byte> value)
    {
        if (FindOption(value) is { } option) return option;
        Finding? best = null;
        var pop = 0;
        var first = value.IndexOfAny((byte)'\r', (byte)'\n');
        for (var at = first; at >= 0 && at < value.Length;)
        {
            var next = value[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (next < 0) break;
            at += next + 1;
            if (IsPop(value[at..])) pop++;
            var found = Judge(value, first, at);
            if (found is not null && (best is null || found.Confidence > best.Confidence)) best = found;
            if (best is { Confidence: Confidence.High }) break;
        }

        // "1", STAT, RETR 1: one such line may be a word, two are a dialogue.
        return best ?? (pop > 1 ? new(Confidence.Medium, first, value.Length - first, "gives commands of POP3 behind a line break") : null);
    }

    private static Finding? Judge(ReadOnlySpan<byte> value, int first, int at)
    {
        var line = value[at..];
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        if (end >= 0) line = line[..end];
        if (line.Length < 3) return null;
        if (Words.FirstOf(line, Smtp) is { IsEmpty: false } command && (command[^1] == ':' || IsShort(value[..first]))) return new(command[^1] == ':' ? Confidence.High : Confidence.Medium, at, line.Length, "gives a command of SMTP behind a line break");
        if (IsImap(line)) return new(first > 0 && value[first - 1] == '"' ? Confidence.High : Confidence.Medium, at, line.Length, "gives a command of IMAP behind a line break");
        return JudgeHeader(value[..first], line, at);
    }

    private static Finding? JudgeHeader(ReadOnlySpan<byte> firstLine, ReadOnlySpan<byte> line, int at)
    {
        var name = Words.FirstOf(line, Recipients);
        if (!name.IsEmpty)
        {
            if (!line.Contains((byte)'@')) return null;
            if (!IsShort(firstLine)) return new(Confidence.Low, at, line.Length, "has a line that could be a recipient of a mail");
            return new(Confidence.High, at, line.Length, "adds a recipient to a mail behind a line break");
        }

        var isAddress = firstLine.Contains((byte)'@') && IsShort(firstLine);
        return isAddress && !Words.FirstOf(line, Parts).IsEmpty ? new(Confidence.High, at, line.Length, "adds a header to a mail behind a line break") : null;
    }

    // One address, one name or one subject word; a text that quotes a mail starts with more, or with a header.
    private static bool IsShort(ReadOnlySpan<byte> firstLine) => firstLine.IndexOfAny((byte)' ', (byte)'\t') < 0;

    private static bool IsPop(ReadOnlySpan<byte> rest)
    {
        foreach (var word in Pop)
        {
            if (rest.StartsWith(word) && (rest.Length == word.Length || rest[word.Length] is (byte)' ' or (byte)'\r' or (byte)'\n')) return true;
        }

        return false;
    }

    private static bool IsImap(ReadOnlySpan<byte> line)
    {
        var tag = line[0] == '.' ? 1 : Words.NameLength(line, default);
        if (tag is 0 or > LongestTag || tag + 1 >= line.Length || line[tag] != ' ' || !(Words.IsDigit(line[tag - 1]) || line[0] == '.')) return false;
        var command = line[(tag + 1)..];
        foreach (var word in Imap)
        {
            if (command.StartsWith(word) && (command.Length == word.Length || command[word.Length] == ' ')) return true;
        }

        return false;
    }

    // "attacker -oQ/tmp -X/var/www/x.php"@example.com
    private static Finding? FindOption(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'@')) return null;
        for (var at = 0; at < value.Length;)
        {
            var next = value[at..].IndexOf(" -"u8);
            if (next < 0) return null;
            at += next + 1;
            foreach (var option in Options)
            {
                if (value[at..].StartsWith(option)) return new(Confidence.High, at, option.Length, "gives an option to the program that sends mail");
            }
        }

        return null;
    }
}
