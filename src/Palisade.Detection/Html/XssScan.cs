using System.Text;

namespace Palisade.Detection.Html;

/// <summary>Reads a value in one context and keeps the surest of what is active there.</summary>
internal ref struct XssScan
{
    private const int FewWords = 3;

    private readonly ReadOnlySpan<byte> _text;
    private readonly XssContext _context;
    private HtmlReader _reader;
    private HtmlElement _element;
    private int _words;

    public XssScan(ReadOnlySpan<byte> text, int start, XssContext context)
    {
        _text = text;
        _context = context;
        _reader = new HtmlReader(text, start, inTag: context != XssContext.Data);
    }

    // Outside a tag of the value's own, names must be known and values must look like programs: the text may be prose.
    private readonly bool OwnsTag => _context == XssContext.Data;

    public XssFinding? Run()
    {
        XssFinding? best = null;
        while (true)
        {
            var token = _reader.Read();
            switch (token.Kind)
            {
                case HtmlTokenKind.End:
                case HtmlTokenKind.TagClose or HtmlTokenKind.StartTag or HtmlTokenKind.EndTag when !OwnsTag:
                    // What follows is data, and was read as such already.
                    return best;
                case HtmlTokenKind.TagClose:
                    continue;
            }

            var finding = token.Kind == HtmlTokenKind.Attribute ? JudgeAttribute(token) : JudgeMarkup(token);
            if (token.Kind == HtmlTokenKind.Attribute && !token.HasValue) _words++;
            if (finding is null || (best is not null && best.Confidence >= finding.Confidence)) continue;
            best = finding;
            if (best.Confidence == Confidence.High) return best;
        }
    }

    private XssFinding? JudgeMarkup(HtmlToken token)
    {
        var name = _text[token.NameStart..token.NameEnd];
        switch (token.Kind)
        {
            case HtmlTokenKind.StartTag:
                return JudgeElement(token, name);
            case HtmlTokenKind.EndTag:
                _element = HtmlElement.Other;
                return HtmlVocabulary.Element(name) == HtmlElement.Script ? Find(XssKind.Element, Confidence.Low, token, "closes a script element") : null;
            case HtmlTokenKind.Comment:
                return MarkupText.IsConditional(_text[token.NameEnd..]) ? Find(XssKind.Declaration, Confidence.Medium, token, "holds a conditional comment") : null;
            case HtmlTokenKind.Declaration:
                return MarkupText.IsActiveDeclaration(_text[token.NameStart..]) ? Find(XssKind.Declaration, Confidence.Medium, token, "declares an entity, a document type with entities, or a condition") : null;
            default:
                return MarkupText.IsActiveInstruction(name) ? Find(XssKind.Declaration, Confidence.Medium, token, "holds a processing instruction that loads or runs something") : null;
        }
    }

    private XssFinding? JudgeElement(HtmlToken token, ReadOnlySpan<byte> name)
    {
        _element = HtmlVocabulary.Element(name);
        return _element switch
        {
            HtmlElement.Script => Find(XssKind.Element, Confidence.High, token, "opens a script element"),
            HtmlElement.Frame => Find(XssKind.Element, Confidence.Medium, token, "opens a frame"),
            HtmlElement.Foreign => Find(XssKind.Element, Confidence.Medium, token, "opens an SVG or MathML element"),
            HtmlElement.Style => Find(XssKind.Element, Confidence.Medium, token, "opens a style element"),
            _ => null,
        };
    }

    private readonly XssFinding? JudgeAttribute(HtmlToken token)
    {
        var name = _text[token.NameStart..token.NameEnd];
        if (OwnsTag && HtmlVocabulary.IsDisguisedEvent(name)) return Find(XssKind.EventHandler, Confidence.Medium, token, "sets an event handler whose name is disguised");
        if (!token.HasValue) return null;
        var value = _text[token.ValueStart..token.ValueEnd];
        if (IsHandler(token, name, value)) return Find(XssKind.EventHandler, OwnsTag || IsBehindQuote(name, value) ? Confidence.High : Confidence.Medium, token, "sets the event handler " + Show(name));
        if (OwnsTag && DirectiveAttribute.Runs(name, value)) return Find(XssKind.Attribute, Confidence.Medium, token, "sets " + Show(name) + ", which a script library runs");
        if ((OwnsTag || HtmlVocabulary.IsUrlAttribute(name)) && ScriptUrl.Matches(value)) return Find(XssKind.ScriptUrl, OwnsTag ? Confidence.High : Confidence.Medium, token, "sets " + Show(name) + " to a URL that runs script");
        if (ElementAttributes.IsStyle(name) && StyleText.IsActive(value)) return Find(XssKind.Style, OwnsTag ? Confidence.High : Confidence.Medium, token, "sets a style that runs script or loads one");
        if (ElementAttributes.IsDocument(name) && (OwnsTag || value.ContainsAny((byte)'<', (byte)'&'))) return Find(XssKind.Attribute, Confidence.High, token, "sets the document of a frame");
        if (!OwnsTag) return null;
        if (IsDangling(token, name, value)) return Find(XssKind.Attribute, Confidence.Medium, token, "leaves " + Show(name) + " open, so that it sends what the page has behind it");
        return ElementAttributes.Activates(_element, name, value) ? Find(XssKind.Attribute, Confidence.Medium, token, "sets " + Show(name) + " of an element that loads, submits or animates") : JudgeHidden(token, value);
    }

    private readonly bool IsHandler(HtmlToken token, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (OwnsTag) return HtmlVocabulary.LooksLikeEvent(name) || (_text[token.ValueStart - 1] is not ((byte)'"' or (byte)'\'') && IsHandlerInValue(value));
        return HtmlVocabulary.LooksLikeEvent(name) && value.Length > 0 && ScriptText.LooksLikeCall(value)
            || (_context != XssContext.Tag && value.Length > 1 && HtmlVocabulary.IsKnownEvent(name));
    }

    // The quote, or the start of the value; perhaps "autofocus" and its like, and the handler: a sentence has more words before it.
    private readonly bool IsBehindQuote(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        _words < (_context == XssContext.Tag ? 1 : FewWords) && HtmlVocabulary.IsKnownEvent(name) && ScriptText.LooksLikeCall(value);

    // "<img src= onerror=...>": the standard makes one value of it, some parsers two attributes.
    private static bool IsHandlerInValue(ReadOnlySpan<byte> value)
    {
        var equals = value.IndexOf((byte)'=');
        return equals > 0 && HtmlVocabulary.IsKnownEvent(value[..equals]);
    }

    // A parser that reads raw text, or reads the page a second time, ends this value early and sees the tag in it.
    private readonly XssFinding? JudgeHidden(HtmlToken token, ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'<')) return null;
        var reader = new HtmlReader(value, 0, inTag: false);
        while (reader.Read() is { Kind: not HtmlTokenKind.End } inner)
        {
            var name = value[inner.NameStart..inner.NameEnd];
            var active = inner.Kind switch
            {
                HtmlTokenKind.StartTag => HtmlVocabulary.Element(name) == HtmlElement.Script,
                HtmlTokenKind.Attribute => inner.HasValue && HtmlVocabulary.IsKnownEvent(name),
                _ => false,
            };
            if (active) return Find(XssKind.Element, value.IndexOf("</"u8) >= 0 ? Confidence.Medium : Confidence.Low, token, "hides an active tag in an attribute value");
        }

        return null;
    }

    // "<img src='//e/?x=": up to the next quote of the page, its content goes to the host.
    private readonly bool IsDangling(HtmlToken token, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (token.ValueEnd != _text.Length || !HtmlVocabulary.IsUrlAttribute(name) || _text[token.ValueStart - 1] is not ((byte)'"' or (byte)'\'')) return false;
        var isForeign = value.StartsWith("//"u8) || value.StartsWith("http"u8);
        return isForeign && (value.EndsWith("?"u8) || value.EndsWith("="u8));
    }

    private readonly XssFinding Find(XssKind kind, Confidence confidence, HtmlToken token, string what)
    {
        var end = token.HasValue ? token.ValueEnd : token.NameEnd;
        return new XssFinding(kind, _context, confidence, token.Start, Math.Max(1, end - token.Start), Place(_context) + what);
    }

    private static string Place(XssContext context) => context switch
    {
        XssContext.SingleQuoted => "leaves a single-quoted attribute value and ",
        XssContext.DoubleQuoted => "leaves a double-quoted attribute value and ",
        XssContext.BackQuoted => "leaves a back-quoted attribute value and ",
        XssContext.Tag => "inside a tag, ",
        _ => "between tags, ",
    };

    private static string Show(ReadOnlySpan<byte> name) => Encoding.ASCII.GetString(name[..Math.Min(name.Length, 32)]);
}
