using Palisade.Detection.Text;

namespace Palisade.Detection.Code;

/// <summary>Finds the tags and literals in which servers run code: JSP and ASP pages, Ruby's and Perl's command literals.</summary>
internal static class CodeTag
{
    public static Finding? Find(ReadOnlySpan<byte> value) => (value.Contains((byte)'<') ? FindElement(value) : null) ?? FindCommandLiteral(value);

    private static Finding? FindElement(ReadOnlySpan<byte> value)
    {
        var tag = value.IndexOf("<%"u8);
        if (tag >= 0 && IsPage(value[(tag + 2)..])) return New(tag, 2, "opens a tag in which a server runs code");
        if (value.IndexOf("<jsp:"u8) is var jsp and >= 0) return New(jsp, 5, "holds an element that a server acts on");
        return value.IndexOf("runat=\"server\""u8) is var server and >= 0 && value.IndexOf("<script"u8) >= 0 ? New(server, 5, "holds a script that the server runs") : null;
    }

    // <%@ page, <%! decl, <% java; vb %>: statements; <%= name %> is a plain expression.
    private static bool IsPage(ReadOnlySpan<byte> code)
    {
        if (code.IsEmpty) return false;
        if (code[0] == '@') return code.IndexOf("page"u8) >= 0 || code.IndexOf("import"u8) >= 0 || code.IndexOf("Language"u8) >= 0;
        code = code[..Math.Min(code.Length, 512)];
        var close = code.IndexOf("%>"u8);
        if (close >= 0) code = code[..close];
        return code[0] is not ((byte)'=' or (byte)'-' or (byte)'#') && (code.Contains((byte)';') && code.Contains((byte)'(')
            || System.Text.Ascii.EqualsIgnoreCase(Trimmed(code)[..Math.Min(4, Trimmed(code).Length)], "eval"u8)
            || System.Text.Ascii.EqualsIgnoreCase(Trimmed(code)[..Math.Min(7, Trimmed(code).Length)], "execute"u8));
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> code) => code.TrimStart(" \t\r\n"u8);

    // %x(id), %x{id}, qx(id), qx/id/: at the start of a value or behind a sign.
    private static Finding? FindCommandLiteral(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf("%x"u8);
        if (at < 0) at = value.IndexOf("qx"u8);
        if (at < 0 || at + 4 >= value.Length || (at > 0 && ByteClass.ContinuesName(value[at - 1]))) return null;
        var close = value[at + 2] switch { (byte)'(' => (byte)')', (byte)'{' => (byte)'}', (byte)'[' => (byte)']', (byte)'/' => (byte)'/', _ => (byte)0 };
        var isClosed = close != 0 && ByteClass.IsLetter(value[at + 3]) && value[(at + 3)..].Contains(close);
        return isClosed && at <= 8 && !Prose.Is(value) ? New(at, 3, "holds a literal that Ruby or Perl runs as a command") : null;
    }

    private static Finding New(int at, int length, string reason) => new(Confidence.High, at, length, reason);
}
