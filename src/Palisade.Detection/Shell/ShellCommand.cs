using System.Runtime.CompilerServices;

namespace Palisade.Detection.Shell;

/// <summary>A simple command in words, quotes and expansions resolved as far as the text alone tells.</summary>
internal ref struct ShellCommand(Span<byte> buffer)
{
    /// <summary>Words beyond these are left out: none of them decides.</summary>
    public const int MaxWords = 16;

    private readonly Span<byte> _buffer = buffer;
    private WordList _words;
    private int _used;

    public int Count { get; private set; }

    /// <summary>Behind the last byte that was read.</summary>
    public int End { get; set; }

    /// <summary>What ended the command: a separator, a parenthesis, a back quote, a quote that closes the application's own; 0 for the end.</summary>
    public byte Terminator { get; set; }

    /// <summary>Blanks were written as <c>$IFS</c>, or words as a list in braces.</summary>
    public bool HidesBlanks { get; set; }

    public readonly ShellWord this[int index] => _words[index];

    public readonly ReadOnlySpan<byte> Text(int index) => _buffer.Slice(_words[index].TextStart, _words[index].TextLength);

    public readonly ReadOnlySpan<byte> Text(ShellWord word) => _buffer.Slice(word.TextStart, word.TextLength);

    /// <summary>Where the text of the word that is being read starts.</summary>
    public readonly int Used => _used;

    public void Append(byte b)
    {
        if (_used < _buffer.Length) _buffer[_used++] = b;
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, _buffer.Length - _used)];
        text.CopyTo(_buffer[_used..]);
        _used += text.Length;
    }

    public readonly ReadOnlySpan<byte> TextSince(int start) => _buffer[start.._used];

    public void Forget(int textStart) => _used = textStart;

    public void Add(int offset, int end, int textStart, ShellTraits traits)
    {
        if (Count < MaxWords) _words[Count++] = new ShellWord(offset, end, textStart, _used - textStart, traits);
    }

    [InlineArray(MaxWords)]
    private struct WordList
    {
        private ShellWord _first;
    }
}
