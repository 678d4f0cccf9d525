using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

/// <summary>
/// Reads one simple command as POSIX shells and bash do (POSIX.1-2017, Shell Command Language 2.2, 2.3, 2.6; bash's brace expansion,
/// <c>$'...'</c> and here-strings). A quote that the value never closes is taken for the one that closes the application's own.
/// </summary>
internal ref partial struct ShellReader
{
    // No command that matters is longer; every look ahead is bounded by these, so that the time stays linear.
    private const int MaxCommand = 1024;
    private const int MaxQuoted = 1024;
    private const int MaxExpansion = 256;

    // The longest way to write a name that is worth following.
    private const int MaxName = 160;

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _wordOffset;
    private int _textStart;
    private ShellTraits _traits;
    private bool _inWord;
    private bool _inDouble;
    private bool _inBraces;
    private bool _nextIsTarget;
    private bool _isNone;
    private bool _isOpen;

    private ShellReader(ReadOnlySpan<byte> text, int start)
    {
        _text = text;
        _at = start;
    }

    public static void Read(ReadOnlySpan<byte> text, int start, scoped ref ShellCommand command)
    {
        var end = Math.Min(text.Length, start + MaxCommand);
        new ShellReader(text[..end], start).Run(ref command);
    }

    private void Run(scoped ref ShellCommand command)
    {
        _inBraces = IsBraceList();
        if (_inBraces) (_at, command.HidesBlanks) = (_at + 1, true);
        while (_at < _text.Length && !_isNone)
        {
            var b = _text[_at];
            if (command.Count == 0 && _inWord && _at - _wordOffset > MaxName) break;
            if (_inDouble) ReadInDouble(b, ref command);
            else if (!ReadPlain(b, ref command)) break;
        }

        EndWord(ref command);
        command.End = _at;
    }

    // {cat,/etc/passwd}: no blank before the brace closes, and a comma in it.
    private readonly bool IsBraceList()
    {
        if (_at >= _text.Length || _text[_at] != '{') return false;
        var rest = _text[(_at + 1)..Math.Min(_text.Length, _at + MaxExpansion)];
        var close = rest.IndexOfAny(" \t\n}"u8);
        return close > 0 && rest[close] == '}' && rest[..close].Contains((byte)',');
    }

    // False at the end of the command.
    private bool ReadPlain(byte b, scoped ref ShellCommand command)
    {
        switch (b)
        {
            case (byte)' ' or (byte)'\t':
            case (byte)',' when _inBraces:
                EndWord(ref command);
                _at++;
                return true;
            case (byte)'}' when _inBraces:
                EndWord(ref command);
                _inBraces = false;
                _at++;
                return true;
            case (byte)';' or (byte)'|' or (byte)'&' or (byte)'\n' or (byte)'\r' or (byte)')' or (byte)'(':
                command.Terminator = b;
                return false;
            case (byte)'#' when !_inWord:
                command.Terminator = b;
                return false;
            case (byte)'<' or (byte)'>':
                ReadRedirection(ref command);
                return true;
            case (byte)'\'' or (byte)'"' or (byte)'`':
                return ReadQuote(b, ref command);
            case (byte)'\\':
                ReadEscape(ref command);
                return true;
            case (byte)'$':
                Begin(command);
                Expand(ref command);
                return true;
            default:
                Begin(command);
                if (b is (byte)'?' or (byte)'*' or (byte)'[') _traits |= ShellTraits.Glob;
                command.Append(b);
                _at++;
                return true;
        }
    }

    private void ReadInDouble(byte b, scoped ref ShellCommand command)
    {
        switch (b)
        {
            case (byte)'"':
                _inDouble = false;
                _at++;
                MarkBroken(command);
                break;
            case (byte)'$':
                Expand(ref command);
                break;
            case (byte)'`':
                ReadSubstitution(_at + 1, (byte)'`', ref command);
                break;
            case (byte)'\\' when _at + 1 < _text.Length:
                command.Append(_text[_at + 1]);
                _at += 2;
                break;
            default:
                command.Append(b);
                _at++;
                break;
        }
    }

    private bool ReadQuote(byte quote, scoped ref ShellCommand command)
    {
        var close = Ahead(_at + 1, MaxQuoted).IndexOf(quote);
        if (close < 0)
        {
            if (_inWord && _at + 1 < _text.Length && ByteClass.IsLetter(_text[_at + 1])) _traits |= ShellTraits.Torn;
            command.Terminator = quote;
            return false;
        }

        Begin(command);
        if (quote == '`')
        {
            ReadSubstitution(_at + 1, quote, ref command);
            return true;
        }

        if (command.Used > _textStart) _traits |= ShellTraits.Broken;
        _traits |= ShellTraits.Quoted;
        if (quote == '"')
        {
            _inDouble = true;
            _at++;
            return true;
        }

        command.Append(_text.Slice(_at + 1, close));
        _at += close + 2;
        MarkBroken(command);
        return true;
    }

    // Letters directly behind a closing quote belong to the same word: nobody writes that but to hide it.
    private void MarkBroken(scoped in ShellCommand command)
    {
        if (_at < _text.Length && command.Used >= _textStart && IsWordByte(_text[_at])) _traits |= ShellTraits.Broken;
    }

    private void ReadEscape(scoped ref ShellCommand command)
    {
        Begin(command);
        if (_at + 1 >= _text.Length)
        {
            _at++;
            return;
        }

        var next = _text[_at + 1];
        _at += 2;
        if (next == '\n') return;
        if (ByteClass.ContinuesName(next) || next is (byte)'/' or (byte)'-') _traits |= ShellTraits.Broken;
        command.Append(next);
    }

    private void ReadRedirection(scoped ref ShellCommand command)
    {
        // The number in front of it names a file descriptor.
        if (_inWord && ByteClass.IsNumber(command.TextSince(_textStart)))
        {
            command.Forget(_textStart);
            _inWord = false;
        }

        EndWord(ref command);
        while (_at < _text.Length && _text[_at] is (byte)'<' or (byte)'>' or (byte)'&' or (byte)'|') _at++;
        _nextIsTarget = true;
    }

    private void Begin(scoped in ShellCommand command)
    {
        if (_inWord) return;
        _inWord = true;
        _wordOffset = _at;
        _textStart = command.Used;
        _traits = _nextIsTarget ? ShellTraits.Target : ShellTraits.None;
        _nextIsTarget = false;
    }

    private void EndWord(scoped ref ShellCommand command)
    {
        if (!_inWord) return;
        _inWord = false;
        const ShellTraits Vanishing = ShellTraits.Target | ShellTraits.Variable | ShellTraits.Broken;
        if (command.Used > _textStart || (_traits & ~Vanishing) != ShellTraits.None)
        {
            command.Add(_wordOffset, _at, _textStart, _traits);

            // Most texts end here: their first word is no command.
            if (command.Count == 1) _isNone = !ShellName.CanBeCommand(command);
        }
        else if (_traits != ShellTraits.None) command.HidesBlanks = true;
    }

    private readonly ReadOnlySpan<byte> Ahead(int from, int most) => from >= _text.Length ? default : _text[from..Math.Min(_text.Length, from + most)];

    private static bool IsWordByte(byte b) => ByteClass.ContinuesName(b) || b is (byte)'\'' or (byte)'"' or (byte)'$' or (byte)'/' or (byte)'\\';
}
