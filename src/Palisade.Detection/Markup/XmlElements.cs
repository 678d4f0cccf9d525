using Palisade.Detection.Reading;

namespace Palisade.Detection.Markup;

/// <summary>Elements that make a processor load or run something: XInclude, XSLT, edge-side includes.</summary>
internal static class XmlElements
{
    private const int LongestTag = 512;

    private static readonly byte[][] EdgeElements = Words.List("include inline eval assign vars debug choose try remove");
    private static readonly byte[][] Running = Words.List("script component");

    /// <summary>Judges the element that starts at an offset.</summary>
    public static Finding? Judge(ReadOnlySpan<byte> value, int at)
    {
        var tag = value.Slice(at + 1, Math.Min(LongestTag, value.Length - at - 1));
        var prefix = Words.NameLength(tag, "-_"u8);
        if (prefix == 0 || prefix >= tag.Length) return null;
        var end = tag.IndexOf((byte)'>');
        var whole = end < 0 ? tag : tag[..end];
        if (whole.IndexOf("www.w3.org/2001/XInclude"u8) >= 0) return new(Confidence.High, at, whole.Length + 1, "declares XInclude, which puts other documents into this one");
        if (tag[prefix] != ':') return null;
        var name = tag[(prefix + 1)..];
        if (Words.StartsWith(tag[..prefix], "esi"u8) && prefix == 3) return JudgeEdge(name, at, whole);
        if (Words.StartsWith(name, "include"u8) && Words.StartsWith(tag, "xi:"u8)) return new(Confidence.High, at, whole.Length + 1, "puts another document into this one by XInclude");
        if (Words.StartsWith(tag, "xsl:"u8)) return JudgeStyle(name, at, whole);
        var isScript = Words.StartsWith(tag, "msxsl:"u8) && !Words.FirstOf(name, Running).IsEmpty;
        return isScript ? new(Confidence.High, at, whole.Length + 1, "holds a script for a style sheet processor") : null;
    }

    private static Finding? JudgeEdge(ReadOnlySpan<byte> name, int at, ReadOnlySpan<byte> tag)
    {
        if (Words.FirstOf(name, EdgeElements).IsEmpty) return null;
        return new(Words.Find(tag, "src="u8) >= 0 || Words.StartsWith(name, "eval"u8) ? Confidence.High : Confidence.Medium, at, tag.Length + 1, "holds an edge-side include for caches");
    }

    private static Finding? JudgeStyle(ReadOnlySpan<byte> name, int at, ReadOnlySpan<byte> tag)
    {
        var runs = tag.IndexOf("document("u8) >= 0 || tag.IndexOf("unparsed-text("u8) >= 0 || tag.IndexOf("system-property("u8) >= 0 || tag.IndexOf("php:function"u8) >= 0 || tag.IndexOf(":exec("u8) >= 0
            || tag.IndexOf("Runtime"u8) >= 0 || Words.StartsWith(name, "import"u8) || Words.StartsWith(name, "include"u8);
        return new(runs ? Confidence.High : Confidence.Medium, at, tag.Length + 1, runs ? "holds a style sheet that loads or runs something" : "holds a style sheet that transforms documents");
    }
}
