namespace Palisade.Detection.Html;

/// <summary>
/// Reads tags and attributes as the tokenizer of the HTML standard does (section 13.2.5), and a little more widely where old browsers did.
/// It starts between tags or inside one. Every byte is passed a bounded number of times.
/// </summary>
internal ref struct HtmlReader
{
    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private bool _inTag;

    public HtmlReader(ReadOnlySpan<byte> text, int start, bool inTag)
    {
        _text = text;
        _at = start;
        _inTag = inTag;
    }

    public HtmlToken Read()
    {
        while (true)
        {
            var token = _inTag ? ReadInTag() : ReadData();
            if (token is { } found) return found;
        }
    }

    private HtmlToken? ReadData()
    {
        var less = _text[_at..].IndexOf((byte)'<');
        if (less < 0)
        {
            _at = _text.Length;
            return new HtmlToken(HtmlTokenKind.End, _at, _at, _at);
        }

        var start = _at + less;
        _at = start + 1;
        if (_at >= _text.Length) return null;
        return _text[_at] switch
        {
            (byte)'/' => ReadTag(HtmlTokenKind.EndTag, start, _at + 1),
            (byte)'!' => ReadMarkup(start),
            (byte)'?' => ReadNamed(HtmlTokenKind.Instruction, start, _at + 1),
            _ => ReadTag(HtmlTokenKind.StartTag, start, _at),
        };
    }

    private HtmlToken? ReadTag(HtmlTokenKind kind, int start, int name)
    {
        if (name >= _text.Length || !HtmlBytes.IsLetter(_text[name])) return null;
        _inTag = true;
        return ReadNamed(kind, start, name);
    }

    private HtmlToken? ReadNamed(HtmlTokenKind kind, int start, int name)
    {
        var end = name;
        while (end < _text.Length && HtmlBytes.ContinuesTagName(_text[end])) end++;
        _at = end;
        return new HtmlToken(kind, start, name, end);
    }

    // What a comment hides is read on as data: the value may be put where its "<!--" opens none.
    private HtmlToken? ReadMarkup(int start)
    {
        _at++;
        if (!_text[_at..].StartsWith("--"u8)) return ReadNamed(HtmlTokenKind.Declaration, start, _at);
        _at += 2;
        return new HtmlToken(HtmlTokenKind.Comment, start, _at, _at);
    }

    private HtmlToken? ReadInTag()
    {
        while (_at < _text.Length && (HtmlBytes.IsBlank(_text[_at]) || _text[_at] is (byte)'/' or (byte)'"' or (byte)'\'' or (byte)'`')) _at++;
        if (_at >= _text.Length)
        {
            _inTag = false;
            return null;
        }

        switch (_text[_at])
        {
            case (byte)'>':
                _inTag = false;
                return new HtmlToken(HtmlTokenKind.TagClose, _at, _at, ++_at);
            case (byte)'<':
                // A tag that never closed: filters that cut tags out leave these.
                _inTag = false;
                return null;
            default:
                return ReadAttribute();
        }
    }

    private HtmlToken ReadAttribute()
    {
        var name = _at;
        _at++;
        while (_at < _text.Length && !HtmlBytes.EndsAttributeName(_text[_at])) _at++;
        var nameEnd = _at;
        var equals = SkipBlanks(_at);
        if (equals >= _text.Length || _text[equals] != '=') return new HtmlToken(HtmlTokenKind.Attribute, name, name, nameEnd);
        var (start, end) = ReadValue(SkipBlanks(equals + 1));
        return new HtmlToken(HtmlTokenKind.Attribute, name, name, nameEnd, start, end);
    }

    private readonly int SkipBlanks(int at)
    {
        while (at < _text.Length && HtmlBytes.IsBlank(_text[at])) at++;
        return at;
    }

    private (int Start, int End) ReadValue(int at)
    {
        if (at < _text.Length && _text[at] is (byte)'"' or (byte)'\'' or (byte)'`')
        {
            var start = at + 1;
            var length = _text[start..].IndexOf(_text[at]);

            // The page holds the missing quote. This happens once for each sort of quote; what the value hides is read on as data.
            _at = length < 0 ? start : start + length + 1;
            return (start, length < 0 ? _text.Length : start + length);
        }

        _at = at;
        while (_at < _text.Length && _text[_at] != '>' && !HtmlBytes.IsBlank(_text[_at])) _at++;
        return (at, _at);
    }
}
