using System.Text;

namespace Palisade.Detection.Html;

/// <summary>The attributes that make an element active when no event or script URL is involved.</summary>
internal static class ElementAttributes
{
    public static bool IsStyle(ReadOnlySpan<byte> name) => Is(name, "style"u8);

    /// <summary>A frame's document given in place.</summary>
    public static bool IsDocument(ReadOnlySpan<byte> name) => Is(name, "srcdoc"u8);

    /// <summary>True when this attribute lets the element load, submit, redirect or change another element.</summary>
    public static bool Activates(HtmlElement element, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Is(name, "formaction"u8) || Is(name, "datasrc"u8) || Is(name, "datafld"u8)) return true;
        return element switch
        {
            HtmlElement.Loader => HtmlVocabulary.IsUrlAttribute(name) || Is(name, "object"u8) || Is(name, "type"u8) || Is(name, "rel"u8),
            HtmlElement.Meta => Is(name, "http-equiv"u8) || (Is(name, "charset"u8) && Is(value, "utf-7"u8)),
            HtmlElement.Form => Is(name, "action"u8),
            HtmlElement.Animation => Is(name, "attributename"u8) && (HtmlVocabulary.LooksLikeEvent(value) || HtmlVocabulary.IsUrlAttribute(value)),
            _ => false,
        };
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) => Ascii.EqualsIgnoreCase(name, lowerCase);
}
