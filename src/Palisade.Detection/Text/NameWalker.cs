namespace Palisade.Detection.Text;

/// <summary>
/// Walks over the names of a text in any language of programs, whatever quotes they stand in: a value may start inside a text of the
/// application, so which of its quotes open and which close is unknown. Names are ASCII letters, digits and <c>_</c>.
/// </summary>
internal ref struct NameWalker(ReadOnlySpan<byte> text)
{
    // Comments and blanks in front of a parenthesis are skipped this far.
    private const int MaxGap = 128;

    // Signs between the links of a chain: a()['b'].
    private const int MaxLink = 12;

    private readonly ReadOnlySpan<byte> _text = text;

    public int Start { get; private set; }

    public int End { get; private set; }

    public int PreviousStart { get; private set; } = -1;

    public int PreviousEnd { get; private set; }

    public readonly ReadOnlySpan<byte> Name => _text[Start..End];

    public readonly ReadOnlySpan<byte> Previous => PreviousStart < 0 ? default : _text[PreviousStart..PreviousEnd];

    /// <summary>Moves to the next name; false at the end.</summary>
    public bool Next()
    {
        if (End > Start) (PreviousStart, PreviousEnd) = (Start, End);
        var at = End;
        while (at < _text.Length && !ByteClass.StartsName(_text[at]))
        {
            // A number with letters behind it is no name.
            if (ByteClass.IsDigit(_text[at])) while (at < _text.Length && ByteClass.ContinuesName(_text[at])) at++;
            else at++;
        }

        (Start, End) = (at, ByteClass.NameEnd(_text, at));
        return Start < _text.Length;
    }

    /// <summary>The byte right in front of the name, 0 at the start.</summary>
    public readonly byte Before => Start > 0 ? _text[Start - 1] : (byte)0;

    /// <summary>The byte in front of the name and of the blanks there, 0 at the start.</summary>
    public readonly byte BeforeBlanks
    {
        get
        {
            var at = Start - 1;
            var end = Math.Max(0, at - MaxGap);
            while (at > end && ByteClass.IsBlank(_text[at])) at--;
            return at < 0 ? (byte)0 : _text[at];
        }
    }

    /// <summary>Where the argument list of a call starts, behind its parenthesis; -1 when the name is not called.</summary>
    public readonly int Arguments()
    {
        var at = SkipGap(End);
        return at < _text.Length && _text[at] == '(' ? at + 1 : -1;
    }

    /// <summary>As <see cref="Arguments"/>, quotes and brackets that close a member's name in between.</summary>
    public readonly int ArgumentsOfMember()
    {
        var at = End;
        while (at < _text.Length && at < End + 4 && _text[at] is (byte)'\'' or (byte)'"' or (byte)']' or (byte)'\\') at++;
        at = SkipGap(at);
        return at < _text.Length && _text[at] == '(' ? at + 1 : -1;
    }

    /// <summary>True when the name is a member of what the previous name gives: <c>a.b</c>, <c>a::b</c>, <c>a->b</c>, <c>a()['b']</c>.</summary>
    public readonly bool IsMember()
    {
        if (PreviousStart < 0 || Start - PreviousEnd > MaxLink) return false;
        var link = false;
        foreach (var b in _text[PreviousEnd..Start])
        {
            link |= b is (byte)'.' or (byte)'[' or (byte)':' or (byte)'>' or (byte)'|';
            if (b is not ((byte)'.' or (byte)'[' or (byte)']' or (byte)'(' or (byte)')' or (byte)'\'' or (byte)'"' or (byte)':' or (byte)'-' or (byte)'>' or (byte)'?' or (byte)'\\' or (byte)'|' or (byte)'@')) return false;
        }

        return link;
    }

    private readonly int SkipGap(int at)
    {
        var end = Math.Min(_text.Length, at + MaxGap);
        while (at < end)
        {
            if (ByteClass.IsBlank(_text[at])) at++;
            else if (_text[at] == '/' && at + 1 < end && _text[at + 1] == '*')
            {
                var close = _text[(at + 2)..end].IndexOf("*/"u8);
                if (close < 0) return at;
                at += close + 4;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
