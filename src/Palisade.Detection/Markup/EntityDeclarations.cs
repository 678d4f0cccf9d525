using Palisade.Detection.Reading;

namespace Palisade.Detection.Markup;

/// <summary>Document types and entities (XML 1.0, sections 2.8 and 4.2): what a parser loads or multiplies.</summary>
internal struct EntityDeclarations
{
    private const int LongestHead = 512;
    private const int ManyNested = 3;

    private int _nested;

    /// <summary>Judges the declaration that starts at an offset.</summary>
    public Finding? Judge(ReadOnlySpan<byte> value, int at)
    {
        var head = value.Slice(at, Math.Min(LongestHead, value.Length - at));
        if (Words.StartsWith(head, "<!doctype"u8)) return JudgeType(head, at);
        return Words.StartsWith(head, "<!entity"u8) && head.Length > 8 && (Words.IsBlank(head[8]) || head[8] == '%') ? JudgeEntity(head, at) : null;
    }

    private static Finding? JudgeType(ReadOnlySpan<byte> head, int at)
    {
        var end = head.IndexOfAny((byte)'>', (byte)'[');
        if (end < 0) end = head.Length;
        var text = head[..end];
        var isPublic = FindKeyword(text, "public"u8);
        if (isPublic) return IsStandard(text) ? null : new(Confidence.Medium, at, end, "names a foreign document type");
        if (!FindKeyword(text, "system"u8) || Words.Find(text, "about:legacy-compat"u8) >= 0) return null;
        return new(NamesPlace(text) ? Confidence.High : Confidence.Medium, at, end, "loads a document type from elsewhere");
    }

    private Finding? JudgeEntity(ReadOnlySpan<byte> head, int at)
    {
        var end = head.IndexOf((byte)'>');
        if (end < 0) end = head.Length;
        var text = head[..end];
        var isParameter = text[8..].TrimStart(" \t\r\n"u8) is [(byte)'%', ..];
        if (FindKeyword(text, "system"u8) || FindKeyword(text, "public"u8)) return new(Confidence.High, at, end, isParameter ? "declares a parameter entity that is loaded from elsewhere" : "declares an entity that is loaded from elsewhere");
        if (isParameter) return new(Confidence.Medium, at, end, "declares a parameter entity");
        if (text.Count((byte)'&') + text.Count((byte)'%') > 1) _nested++;
        if (_nested >= ManyNested) return new(Confidence.High, at, end, "declares entities that multiply one another");
        return new(Confidence.Low, at, end, "declares an entity");
    }

    // The word stands between blanks; inside of names and quotes it has none on both sides.
    private static bool FindKeyword(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        var at = Words.Find(text, word);
        return at > 0 && Words.IsBlank(text[at - 1]) && at + word.Length < text.Length && (Words.IsBlank(text[at + word.Length]) || text[at + word.Length] is (byte)'"' or (byte)'\'');
    }

    private static bool IsStandard(ReadOnlySpan<byte> text) => text.IndexOf("//W3C//"u8) >= 0 || text.IndexOf("//IETF//"u8) >= 0 || text.IndexOf("//OASIS//"u8) >= 0 || text.IndexOf("//Apple"u8) >= 0 || text.IndexOf("//WAPFORUM//"u8) >= 0;

    private static bool NamesPlace(ReadOnlySpan<byte> text) => text.IndexOf("://"u8) >= 0 || text.IndexOf("\"/"u8) >= 0 || text.IndexOf("'/"u8) >= 0 || Words.Find(text, "file:"u8) >= 0;
}
