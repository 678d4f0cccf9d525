using System.Text;

namespace Palisade.Detection.Html;

/// <summary>Tells the declarations and instructions that do something from those that any document starts with.</summary>
internal static class MarkupText
{
    // A document type names its definition within this; a value of many declarations must not be searched to its end for each.
    private const int LongestHead = 512;

    /// <summary>Internet Explorer's condition, right behind <c>&lt;!--</c> or <c>&lt;!</c>.</summary>
    public static bool IsConditional(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart(" \t\r\n"u8);
        return rest.Length > 3 && rest[0] == '[' && Ascii.EqualsIgnoreCase(rest[1..3], "if"u8);
    }

    /// <summary>A declaration from its name on: an entity, a document type that names entities or a foreign definition, a condition.</summary>
    public static bool IsActiveDeclaration(ReadOnlySpan<byte> text)
    {
        if (IsConditional(text) || StartsWith(text, "entity"u8) || StartsWith(text, "element"u8) || StartsWith(text, "attlist"u8)) return true;
        if (!StartsWith(text, "doctype"u8)) return false;
        text = text[..Math.Min(text.Length, LongestHead)];
        var close = text.IndexOf((byte)'>');
        var head = text[7..(close < 0 ? text.Length : close)].TrimStart(" \t\r\n"u8);
        return head.Contains((byte)'[') || (!StartsWith(head, "html"u8) && head.IndexOf((byte)'"') >= 0);
    }

    /// <summary>An instruction other than the plain XML declaration: style sheets, Internet Explorer's imports and namespaces.</summary>
    public static bool IsActiveInstruction(ReadOnlySpan<byte> name) =>
        StartsWith(name, "xml-"u8) || StartsWith(name, "xml:"u8) || StartsWith(name, "import"u8);

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowerCase) =>
        text.Length >= lowerCase.Length && Ascii.EqualsIgnoreCase(text[..lowerCase.Length], lowerCase);
}
