using Palisade.Detection.Reading;

namespace Palisade.Detection.Markup;

/// <summary>Comments that servers read: server-side includes of Apache, nginx and IIS, edge-side includes of caches.</summary>
internal static class PageIncludes
{
    private static readonly byte[][] Running = Words.List("exec include fsize flastmod");
    private static readonly byte[][] Showing = Words.List("echo printenv config set if elif perl");
    private static readonly byte[][] Attributes = Words.List("cmd cgi virtual file var expr timefmt errmsg sizefmt sub encoding");

    /// <summary>Judges the comment that starts at an offset.</summary>
    public static Finding? Comment(ReadOnlySpan<byte> value, int at)
    {
        var text = value[(at + 4)..];
        if (Words.StartsWith(text, "esi"u8) && text.Length > 3 && (Words.IsBlank(text[3]) || text[3] == '<')) return new(Confidence.Medium, at, 7, "holds an edge-side include for caches");
        if (text.Length < 4 || text[0] != '#') return null;
        var name = Words.FirstOf(text[1..], Running);
        var runs = !name.IsEmpty;
        if (!runs) name = Words.FirstOf(text[1..], Showing);
        if (name.IsEmpty) return null;
        var behind = text[(1 + name.Length)..];
        var attribute = behind.TrimStart(" \t\r\n"u8);
        var isDirective = behind.Length > attribute.Length && !Words.FirstOf(attribute, Attributes).IsEmpty;
        if (!isDirective) return Words.StartsWith(name, "printenv"u8) ? new(Confidence.Medium, at, 5 + name.Length, "holds a directive that shows the server's environment") : null;
        return new(runs ? Confidence.High : Confidence.Medium, at, 5 + name.Length, runs ? "holds a server-side include that runs or loads something" : "holds a server-side directive");
    }
}
