namespace Palisade.SecLang.Lexing;

/// <summary>Part of a <see cref="CookedText"/>.</summary>
internal readonly record struct CookedSlice(CookedText Whole, int From, int To)
{
    public int Length => To - From;

    public ReadOnlySpan<char> Span => Whole.Value.AsSpan(From, Length);

    public char this[int index] => Whole[From + index];

    public static CookedSlice Of(CookedText text) => new(text, 0, text.Length);

    public Place At(int index) => Whole.At(From + index);

    public CookedSlice Slice(int start, int end) => new(Whole, From + start, From + end);

    /// <summary>Without the blanks at both ends.</summary>
    public CookedSlice Trim()
    {
        var (from, to) = (From, To);
        while (from < to && Chars.IsBlank(Whole[from])) from++;
        while (to > from && Chars.IsBlank(Whole[to - 1])) to--;
        return this with { From = from, To = to };
    }

    /// <summary>The first index from <paramref name="start"/> on that is no blank; the length when there is none.</summary>
    public int SkipBlanks(int start)
    {
        while (start < Length && Chars.IsBlank(this[start])) start++;
        return start;
    }

    /// <summary>The index of the quote that closes the one at <paramref name="open"/>, those behind an odd number of backslashes left out; -1 when there is none.</summary>
    public int ClosingQuote(int open)
    {
        for (var i = open + 1; i < Length; i++)
        {
            if (this[i] is '\\') i++;
            else if (this[i] == this[open]) return i;
        }

        return -1;
    }

    /// <summary>The text without the backslashes that protect <paramref name="quote"/>.</summary>
    public string Unescape(char quote)
    {
        var text = Span.ToString();
        return text.Contains('\\') ? text.Replace("\\" + quote, quote.ToString(), StringComparison.Ordinal) : text;
    }

    public override string ToString() => Span.ToString();
}
