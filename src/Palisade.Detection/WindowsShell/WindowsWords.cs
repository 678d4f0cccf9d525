using Palisade.Detection.Text;

namespace Palisade.Detection.WindowsShell;

/// <summary>
/// Reads one command as cmd.exe does: carets vanish, quotes group, <c>,</c>, <c>;</c> and <c>=</c> are blanks behind a name, variables are
/// kept (<c>%COMSPEC%</c> stands for the shell). It counts what the words are; only the name and the first argument keep their text.
/// </summary>
internal ref struct WindowsWords
{
    private const int MaxCommand = 1024;
    private const int MaxWord = 64;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<byte> _buffer;
    private int _at;

    private WindowsWords(ReadOnlySpan<byte> text, int start, Span<byte> buffer)
    {
        _text = text[..Math.Min(text.Length, start + MaxCommand)];
        _buffer = buffer;
        _at = start;
    }

    public int NameLength { get; private set; }

    public int FirstLength { get; private set; }

    public int Count { get; private set; }

    public int Switches { get; private set; }

    public int Paths { get; private set; }

    public int Variables { get; private set; }

    public int Urls { get; private set; }

    public int Hosts { get; private set; }

    public int Numbers { get; private set; }

    public int Words { get; private set; }

    public bool IsRedirected { get; private set; }

    /// <summary>Carets or quotes inside a name, or a name cut out of a variable.</summary>
    public bool IsDisguised { get; private set; }

    public int End => _at;

    public readonly ReadOnlySpan<byte> Name => Trimmed(_buffer[..NameLength]);

    public readonly ReadOnlySpan<byte> First => _buffer.Slice(MaxWord, FirstLength);

    public static WindowsWords Read(ReadOnlySpan<byte> text, int start, Span<byte> buffer)
    {
        var words = new WindowsWords(text, start, buffer);
        words.ReadName();
        if (WindowsVocabulary.Verb(words.Name) != WindowsVerb.None || words.IsDisguised) words.ReadArguments();
        return words;
    }

    /// <summary>Bytes that <see cref="Read"/> needs to work in.</summary>
    public static int BufferLength => 3 * MaxWord;

    // C:\Windows\System32\cmd.exe: the last part, without its ending.
    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> name)
    {
        name = name[(name.LastIndexOfAny((byte)'\\', (byte)'/') + 1)..];
        return name.Length > 4 && System.Text.Ascii.EqualsIgnoreCase(name[^4..], ".exe"u8) ? name[..^4] : name;
    }

    private void ReadName()
    {
        while (_at < _text.Length && _text[_at] is (byte)'@' or (byte)'(') _at++;
        NameLength = ReadWord(_buffer[..MaxWord], true, out _);
    }

    private void ReadArguments()
    {
        Span<byte> word = _buffer[(2 * MaxWord)..];
        while (SkipBlanks())
        {
            if (_text[_at] == '>' || _text[_at] == '<')
            {
                IsRedirected = true;
                _at++;
                continue;
            }

            var length = ReadWord(word, false, out var hasVariable);
            if (length == 0 && !hasVariable) break;
            if (hasVariable) Variables++;
            if (Count++ == 0)
            {
                word[..length].CopyTo(_buffer.Slice(MaxWord, length));
                FirstLength = length;
            }

            Sort(word[..length]);
        }
    }

    private bool SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)',' or (byte)'=') _at++;
        return _at < _text.Length && _text[_at] is not ((byte)'&' or (byte)'|' or (byte)'\n' or (byte)'\r' or (byte)')');
    }

    private int ReadWord(Span<byte> word, bool isName, out bool hasVariable)
    {
        var (used, start) = (0, _at);
        hasVariable = false;
        var quoted = false;
        for (; _at < _text.Length; _at++)
        {
            var b = _text[_at];
            if (b == '"' || (b == '\'' && _at == start))
            {
                if (b == '"' && isName && used > 0 && _at + 1 < _text.Length && ByteClass.IsLetter(_text[_at + 1])) IsDisguised = true;
                quoted ^= b == '"';
                continue;
            }

            if (b is (byte)'\n' or (byte)'\r' or (byte)'&' or (byte)'|' or (byte)'>' or (byte)'<') break;
            if (!quoted && b is (byte)' ' or (byte)'\t' or (byte)',' or (byte)')' or (byte)';') break;
            if (isName && used > 0 && (b == '/' && !_text[start.._at].Contains((byte)':') || b is (byte)'(' or (byte)'\'')) break;
            if (b == '^' && _at + 1 < _text.Length)
            {
                if (ByteClass.IsLetter(_text[_at + 1])) IsDisguised |= isName;
                continue;
            }

            if (b == '%' && Variable() is var end and > 0)
            {
                hasVariable = true;
                TakeVariable(_text[(_at + 1)..end], word, ref used, isName);
                _at = end;
                continue;
            }

            if (used < word.Length) word[used++] = b;
            else if (isName) break;
        }

        return used;
    }

    // The closing percent sign of %NAME%, %NAME:~1,2%, %1; -1 when it is none.
    private readonly int Variable()
    {
        var end = ByteClass.NameEnd(_text, _at + 1);
        if (end == _at + 1) return -1;
        if (end < _text.Length && _text[end] == '%') return end;
        if (end + 1 >= _text.Length || _text[end] != ':' || _text[end + 1] != '~') return -1;
        var close = _text[end..Math.Min(_text.Length, end + 24)].IndexOf((byte)'%');
        return close < 0 ? -1 : end + close;
    }

    private void TakeVariable(ReadOnlySpan<byte> variable, Span<byte> word, ref int used, bool isName)
    {
        if (isName && variable.Contains((byte)'~')) IsDisguised = true;
        if (!System.Text.Ascii.EqualsIgnoreCase(variable, "comspec"u8) || word.Length - used < 3) return;
        "cmd"u8.CopyTo(word[used..]);
        used += 3;
    }

    private void Sort(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty) return;
        if (word.Length > 1 && word[0] is (byte)'/' or (byte)'-' && (ByteClass.IsLetter(word[1]) || word[1] == '?') && word.Length <= 24 && !word[1..].Contains((byte)'/')) Switches++;
        else if (word.IndexOf("://"u8) > 0) Urls++;
        else if ((word.Length > 2 && word[1] == ':' && word[2] is (byte)'\\' or (byte)'/') || word.StartsWith("\\\\"u8) || word.StartsWith(".."u8) || word.StartsWith("\\"u8) || word.IndexOf("\\"u8) > 0) Paths++;
        else if (ByteClass.IsNumber(word)) Numbers++;
        else if (word.Contains((byte)'.') || word.Contains((byte)'*')) Hosts++;
        else if (word.IndexOfAnyExceptInRange((byte)'A', (byte)'z') < 0) Words++;
    }
}
