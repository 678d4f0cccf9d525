using Palisade.Detection.Text;

namespace Palisade.Detection.Html;

/// <summary>What an element means for a page it is put into.</summary>
internal enum HtmlElement : byte
{
    /// <summary>Harmless without an active attribute.</summary>
    Other,
    Script,

    /// <summary>Loads a document of its own.</summary>
    Frame,

    /// <summary>Changes the parser's rules and has script of its own.</summary>
    Foreign,
    Style,

    /// <summary>Loads what an attribute names: <c>object</c>, <c>embed</c>, <c>link</c>, <c>base</c>.</summary>
    Loader,
    Meta,
    Form,

    /// <summary>Sets attributes of others over time (SVG).</summary>
    Animation,
}

/// <summary>The words of HTML and SVG that the recogniser acts on.</summary>
internal static class HtmlVocabulary
{
    private static readonly WordTable<HtmlElement> Elements = new(new Dictionary<string, HtmlElement>(StringComparer.Ordinal)
    {
        ["script"] = HtmlElement.Script,
        ["iframe"] = HtmlElement.Frame,
        ["frame"] = HtmlElement.Frame,
        ["portal"] = HtmlElement.Frame,
        ["fencedframe"] = HtmlElement.Frame,
        ["svg"] = HtmlElement.Foreign,
        ["math"] = HtmlElement.Foreign,
        ["style"] = HtmlElement.Style,
        ["object"] = HtmlElement.Loader,
        ["embed"] = HtmlElement.Loader,
        ["applet"] = HtmlElement.Loader,
        ["link"] = HtmlElement.Loader,
        ["base"] = HtmlElement.Loader,
        ["import"] = HtmlElement.Loader,
        ["bgsound"] = HtmlElement.Loader,
        ["layer"] = HtmlElement.Loader,
        ["ilayer"] = HtmlElement.Loader,
        ["xml"] = HtmlElement.Loader,
        ["use"] = HtmlElement.Loader,
        ["meta"] = HtmlElement.Meta,
        ["form"] = HtmlElement.Form,
        ["isindex"] = HtmlElement.Form,
        ["animate"] = HtmlElement.Animation,
        ["animatetransform"] = HtmlElement.Animation,
        ["animatemotion"] = HtmlElement.Animation,
        ["set"] = HtmlElement.Animation,
        ["handler"] = HtmlElement.Script,
        ["listener"] = HtmlElement.Script,
    });

    // Where a URL is fetched or followed; from, to, by and values carry one in SVG's animations.
    private static readonly WordMap<bool> UrlAttributes = new((true, "href src xlink:href action formaction data background poster dynsrc lowsrc code codebase cite longdesc ping manifest srcset classid archive usemap profile icon from to by values content"));

    private static readonly WordMap<bool> Events = new((true, HtmlEventList.All));

    /// <summary>The element of a tag name, its namespace prefix left out: <c>x:script</c> is a script in XHTML.</summary>
    public static HtmlElement Element(ReadOnlySpan<byte> name)
    {
        var colon = name.LastIndexOf((byte)':');
        return Elements.TryGetAnyCase(name[(colon + 1)..], out var element) ? element : HtmlElement.Other;
    }

    public static bool IsUrlAttribute(ReadOnlySpan<byte> name) => UrlAttributes.TryGetAnyCase(name, out _);

    /// <summary>True for the events that browsers fire, with their leading <c>on</c>.</summary>
    public static bool IsKnownEvent(ReadOnlySpan<byte> name) => LooksLikeEvent(name) && Events.TryGetAnyCase(name[2..], out _);

    /// <summary>A known event with other characters glued behind it, which some parsers drop: <c>onload%00</c>, <c>onerror[x]</c>.</summary>
    public static bool IsDisguisedEvent(ReadOnlySpan<byte> name)
    {
        var letters = 0;
        while (letters < name.Length && HtmlBytes.IsLetter(name[letters])) letters++;
        return letters < name.Length && IsKnownEvent(name[..letters]);
    }

    /// <summary><c>on</c> and at least three letters: the shortest event is <c>oncut</c>.</summary>
    public static bool LooksLikeEvent(ReadOnlySpan<byte> name)
    {
        if (name.Length < 5 || (name[0] | 0x20) != 'o' || (name[1] | 0x20) != 'n') return false;
        foreach (var b in name[2..])
        {
            if (!HtmlBytes.IsLetter(b) && b is not ((byte)'-' or (byte)'_') && !HtmlBytes.IsDigit(b)) return false;
        }

        return true;
    }
}
