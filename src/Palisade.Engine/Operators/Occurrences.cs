using System.Buffers;

namespace Palisade.Engine.Operators;

/// <summary>Where a text occurs in another, overlaps included, in time linear in both (Knuth, Morris, Pratt, 1977).</summary>
/// <remarks>The library's search compares up to the product of both lengths; with macros, both can come from the client.</remarks>
internal ref struct Occurrences
{
    // Up to this length the library's vector search is faster at its worst than a table at its best.
    private const int ShortText = 32;

    private readonly ReadOnlySpan<byte> _value;
    private readonly ReadOnlySpan<byte> _text;
    private readonly int[] _border;
    private int _at;
    private int _matched;

    private Occurrences(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text)
    {
        _value = value;
        _text = text;
        _border = ArrayPool<int>.Shared.Rent(text.Length);
        FillBorders(text, _border);
    }

    /// <summary>Where the occurrence begins.</summary>
    public readonly int Current => _at - _text.Length;

    /// <summary>Every place where the text begins; the text is not empty. Written for <c>foreach</c>.</summary>
    public static Occurrences Of(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text) => new(value, text);

    /// <summary>Whether the text occurs at all; an empty text does.</summary>
    public static bool IsIn(ReadOnlySpan<byte> value, ReadOnlySpan<byte> text)
    {
        if (text.Length <= ShortText || text.Length > value.Length) return value.IndexOf(text) >= 0;
        using var search = new Occurrences(value, text);
        return search.MoveNext();
    }

    /// <summary>The search itself, so that <c>foreach</c> can run it.</summary>
    public readonly Occurrences GetEnumerator() => this;

    /// <summary>Goes to the next occurrence; false when there is none.</summary>
    public bool MoveNext()
    {
        if (_matched == _text.Length) _matched = _border[_matched - 1];
        while (_at < _value.Length)
        {
            var b = _value[_at++];
            while (_matched > 0 && _text[_matched] != b) _matched = _border[_matched - 1];
            if (_text[_matched] == b) _matched++;
            if (_matched == _text.Length) return true;
        }

        return false;
    }

    /// <summary>Gives the table back.</summary>
    public readonly void Dispose() => ArrayPool<int>.Shared.Return(_border);

    // border[i]: how long a beginning of the text is also the end of its first i + 1 bytes.
    private static void FillBorders(ReadOnlySpan<byte> text, int[] border)
    {
        border[0] = 0;
        var length = 0;
        for (var i = 1; i < text.Length; i++)
        {
            while (length > 0 && text[i] != text[length]) length = border[length - 1];
            if (text[i] == text[length]) length++;
            border[i] = length;
        }
    }
}
