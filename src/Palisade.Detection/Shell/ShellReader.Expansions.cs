using Palisade.Detection.Text;

namespace Palisade.Detection.Shell;

internal ref partial struct ShellReader
{
    private void Expand(scoped ref ShellCommand command)
    {
        var next = _at + 1 < _text.Length ? _text[_at + 1] : (byte)0;
        switch (next)
        {
            case (byte)'(':
                ExpandParenthesis(ref command);
                break;
            case (byte)'{':
                ExpandBraces(ref command);
                break;
            case (byte)'\'' when !_inDouble:
                ExpandCodes(ref command);
                break;
            case (byte)'"' when !_inDouble:
                _at++;
                break;
            case (byte)'0':
                command.Append("sh"u8);
                _traits |= ShellTraits.Variable;
                _at += 2;
                break;
            case (byte)'@' or (byte)'*' or (byte)'!' or >= (byte)'1' and <= (byte)'9':
                // Empty where an application runs a shell.
                _traits |= ShellTraits.Broken;
                _at += 2;
                break;
            default:
                ExpandName(ref command);
                break;
        }
    }

    private void ExpandName(scoped ref ShellCommand command)
    {
        var start = _at + 1;
        var end = ByteClass.NameEnd(_text, start);
        if (end == start)
        {
            command.Append((byte)'$');
            _at++;
            return;
        }

        _at = end;
        ExpandVariable(_text[start..end], ref command);
    }

    private void ExpandVariable(ReadOnlySpan<byte> name, scoped ref ShellCommand command)
    {
        // Generators write the blank as $IFS even where letters follow, so the name may go on.
        if (name.StartsWith("IFS"u8))
        {
            if (!_inDouble) EndWord(ref command);
            command.HidesBlanks = true;
            return;
        }

        _traits |= ShellTraits.Variable;
        if (name.SequenceEqual("SHELL"u8) || name.SequenceEqual("BASH"u8)) command.Append("sh"u8);
        else if (name.SequenceEqual("HOME"u8)) command.Append("/root"u8);
        else if (command.Used > _textStart && _at < _text.Length && IsWordByte(_text[_at])) _traits |= ShellTraits.Broken;
    }

    private void ExpandBraces(scoped ref ShellCommand command)
    {
        var close = ClosingOf((byte)'{', (byte)'}', _at + 2);
        if (close < 0)
        {
            command.Append((byte)'$');
            _at++;
            return;
        }

        var inner = _text[(_at + 2)..close];
        _at = close + 1;
        var nameEnd = ByteClass.NameEnd(inner, 0);
        if (nameEnd == 0)
        {
            _traits |= inner.Length > 0 && inner[0] is (byte)'#' or (byte)'!' ? ShellTraits.Variable : ShellTraits.Broken;
            return;
        }

        var rest = inner[nameEnd..];
        if (rest.SequenceEqual(":0:1"u8) && !inner.StartsWith("IFS"u8))
        {
            // The first byte of PATH, HOME or PWD.
            command.Append((byte)'/');
            _traits |= ShellTraits.Broken | ShellTraits.Variable;
            return;
        }

        ExpandVariable(inner[..nameEnd], ref command);
        if (rest.StartsWith(":-"u8) || rest.StartsWith(":="u8)) command.Append(rest[2..]);
        else if (rest.StartsWith("-"u8) || rest.StartsWith("="u8)) command.Append(rest[1..]);
    }

    private void ExpandParenthesis(scoped ref ShellCommand command)
    {
        var close = ClosingOf((byte)'(', (byte)')', _at + 2);
        if (close < 0)
        {
            // The rest of it is read as a command of its own.
            _traits |= ShellTraits.Substitution;
            _at += 2;
            return;
        }

        if (_at + 2 < close && _text[_at + 2] == '(' && _text[close - 1] == ')')
        {
            command.Append((byte)'1');
            _traits |= ShellTraits.Arithmetic;
            _at = close + 1;
            return;
        }

        Substitute(_text[(_at + 2)..close], close + 1, ref command);
    }

    private void ReadSubstitution(int start, byte closing, scoped ref ShellCommand command)
    {
        var length = Ahead(start, MaxQuoted).IndexOf(closing);
        if (length < 0)
        {
            _at = start;
            return;
        }

        Substitute(_text.Slice(start, length), start + length + 1, ref command);
    }

    // What "echo x" gives is known; an empty one gives nothing. The rest is judged where the scan meets it as a command.
    private void Substitute(ReadOnlySpan<byte> inner, int behind, scoped ref ShellCommand command)
    {
        _at = behind;
        inner = inner.Trim(" \t"u8);
        if (inner.IsEmpty)
        {
            _traits |= ShellTraits.Broken;
            return;
        }

        _traits |= ShellTraits.Substitution;
        if (inner.StartsWith("echo "u8)) command.Append(inner[5..].Trim(" \"'"u8));
        else if (inner.StartsWith("which "u8)) command.Append(inner[6..].Trim(" "u8));
    }

    // Where one opening has no end, those behind it have none either: they are not searched again.
    private int ClosingOf(byte open, byte close, int from)
    {
        if (_isOpen) return -1;
        var depth = 1;
        var end = Math.Min(_text.Length, from + MaxExpansion);
        for (var i = from; i < end; i++)
        {
            if (_text[i] == open) depth++;
            else if (_text[i] == close && --depth == 0) return i;
        }

        _isOpen = true;
        return -1;
    }

    // $'...': C escapes.
    private void ExpandCodes(scoped ref ShellCommand command)
    {
        var length = Ahead(_at + 2, MaxQuoted).IndexOf((byte)'\'');
        if (length < 0)
        {
            _at += 2;
            return;
        }

        var inner = _text.Slice(_at + 2, length);
        _at += length + 3;
        _traits |= ShellTraits.Quoted;
        for (var i = 0; i < inner.Length;)
        {
            if (inner[i] != '\\' || i + 1 == inner.Length) command.Append(inner[i++]);
            else i = AppendCode(inner, i + 1, ref command);
        }
    }

    private int AppendCode(ReadOnlySpan<byte> inner, int at, scoped ref ShellCommand command)
    {
        var (bits, most, start) = inner[at] switch
        {
            (byte)'x' => (4, 2, at + 1),
            (byte)'u' => (4, 4, at + 1),
            >= (byte)'0' and <= (byte)'7' => (3, 3, at),
            _ => (0, 0, at),
        };
        if (bits == 0)
        {
            command.Append(inner[at]);
            return at + 1;
        }

        var (code, i) = (0, start);
        for (; i < inner.Length && i < start + most && ByteClass.IsHexDigit(inner[i]) && ByteClass.HexValue(inner[i]) < 1 << bits; i++) code = (code << bits) | ByteClass.HexValue(inner[i]);
        _traits |= ShellTraits.Coded;
        command.Append((byte)code);
        return i;
    }
}
