namespace Palisade.Engine.Patterns.Syntax;

/// <content>Groups of all kinds.</content>
internal sealed partial class PatternReader
{
    /// <summary>Reads a group; null when it only sets flags. The cursor is after the opening parenthesis.</summary>
    private PatternNode? ReadGroup(int offset, out bool repeatable)
    {
        repeatable = true;
        if (_cursor.Next == '*' && (_cursor.At(1) == ':' || char.IsAsciiLetter(_cursor.At(1)))) return ReadStarGroup(offset, out repeatable);
        if (_cursor.TryTake('?')) return ReadSpecialGroup(offset, out repeatable);
        if (Has(PatternFlags.NoAutoCapture)) return ReadBody(_flags);
        var number = _groups.Open(_cursor);
        return new CaptureNode(ReadBody(_flags), number, offset);
    }

    private PatternNode? ReadSpecialGroup(int offset, out bool repeatable)
    {
        repeatable = true;
        switch (_cursor.Next)
        {
            case ':':
                _cursor.Take();
                return ReadBody(_flags);
            case '|':
                _cursor.Take();
                return ReadBody(_flags, branchReset: true);
            case '>':
                _cursor.Take();
                return new AtomicNode(ReadBody(_flags), offset);
            case '=' or '!' or '*':
                return ReadLook(behind: false, offset);
            case '<' when _cursor.At(1) is '=' or '!' or '*':
                _cursor.Take();
                return ReadLook(behind: true, offset);
            case '<':
                _cursor.Take();
                return ReadNamed('>', offset);
            case '\'':
                _cursor.Take();
                return ReadNamed('\'', offset);
            case 'P':
                _cursor.Take();
                return ReadPythonGroup(offset);
            case '&':
                _cursor.Take();
                return ReadCall(new GroupReference(0, _references.ReadName(')')), offset);
            case '(':
                return ReadConditional(offset);
            case 'R':
                _cursor.Take();
                return ReadNumberedCall(0, offset);
            case 'C':
                _cursor.Take();
                repeatable = false;
                return ReadCallout(offset);
            default:
                return ReadNumberedCallOrFlags(offset, out repeatable);
        }
    }

    /// <summary>Reads the inside of a group and the parenthesis that closes it.</summary>
    private PatternNode ReadBody(PatternFlags flags, bool branchReset = false)
    {
        Enter(flags, out var outer);
        var body = ReadChoice(branchReset);
        Leave(outer);
        return body;
    }

    private void Enter(PatternFlags flags, out PatternFlags outer)
    {
        if (++_depth > DeepestNesting) _cursor.Fail($"parentheses nest deeper than {DeepestNesting}");
        outer = _flags;
        _flags = flags;
    }

    private void Leave(PatternFlags outer)
    {
        _depth--;
        _flags = outer;
        if (!_cursor.TryTake(')')) _cursor.Fail("missing closing parenthesis");
    }

    /// <summary>Reads a lookaround from its mark on: <c>=</c>, <c>!</c>, or <c>*</c> for one that is not atomic.</summary>
    private LookNode ReadLook(bool behind, int offset)
    {
        var mark = _cursor.Take();
        return ReadLook(behind, negative: mark == '!', atomic: mark != '*', offset);
    }

    private LookNode ReadLook(bool behind, bool negative, bool atomic, int offset)
    {
        _lookarounds++;
        if (behind) _lookbehinds++;
        var body = ReadBody(_flags);
        _lookarounds--;
        return new LookNode(body, behind, negative, atomic, offset);
    }

    private CaptureNode ReadNamed(char terminator, int offset)
    {
        var name = _references.ReadName(terminator);
        var number = _groups.Open(_cursor, name, Has(PatternFlags.DuplicateNames));
        return new CaptureNode(ReadBody(_flags), number, offset);
    }

    /// <summary><c>(?P&lt;name&gt;…)</c>, <c>(?P=name)</c> and <c>(?P&gt;name)</c>.</summary>
    private PatternNode? ReadPythonGroup(int offset)
    {
        if (_cursor.TryTake('<')) return ReadNamed('>', offset);
        if (_cursor.TryTake('=')) return Reference(new GroupReference(0, _references.ReadName(')')), offset);
        if (_cursor.TryTake('>')) return ReadCall(new GroupReference(0, _references.ReadName(')')), offset);
        _cursor.Fail("unrecognized character after (?P");
        return null;
    }

    private CallNode ReadCall(GroupReference group, int offset) => new(_groups.Refer(group, offset), offset);

    private CallNode ReadNumberedCall(int number, int offset)
    {
        if (!_cursor.TryTake(')')) _cursor.Fail("a call of a group must be followed by a closing parenthesis");
        return ReadCall(new GroupReference(number, null), offset);
    }

    private PatternNode? ReadNumberedCallOrFlags(int offset, out bool repeatable)
    {
        repeatable = true;
        if (_references.TryReadNumber(out var number)) return ReadNumberedCall(number, offset);
        var flags = FlagSyntax.Read(_cursor, _flags);
        if (_cursor.TryTake(':')) return ReadBody(flags);
        if (!_cursor.TryTake(')')) _cursor.Fail("missing closing parenthesis");
        _flags = flags;
        repeatable = false;
        return null;
    }

    /// <summary>A call-out has no effect where nobody is called.</summary>
    private EmptyNode ReadCallout(int offset)
    {
        var number = _cursor.TakeNumber();
        if (number > byte.MaxValue) _cursor.Fail("the number of a callout is greater than 255");
        if (!_cursor.TryTake(')')) _cursor.Fail("callouts with text are not supported");
        return new EmptyNode(offset);
    }
}
