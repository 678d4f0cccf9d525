namespace Palisade.Engine.Patterns.Syntax;

/// <content>Escapes outside classes.</content>
internal sealed partial class PatternReader
{
    /// <summary>Reads an escape. The cursor is after the backslash.</summary>
    private PatternNode? ReadEscape(int offset, out bool repeatable)
    {
        repeatable = true;
        if (AnchorOf(_cursor.Next) is { } anchor)
        {
            _cursor.Take();
            repeatable = false;
            return new AnchorNode(anchor, offset);
        }

        if (EscapeSyntax.TryReadSet(_cursor, out var set)) return new ByteNode(set, offset);
        switch (_cursor.Next)
        {
            case >= '1' and <= '9':
                return ReadDigits(offset);
            case 'g':
                _cursor.Take();
                return ReadG(offset);
            case 'k':
                _cursor.Take();
                return ReadK(offset);
            case 'C':
                _cursor.Take();
                return new ByteNode(ByteSet.All, offset);
            case 'N' when _cursor.At(1) != '{' || IsQuantifierAfter('N'):
                _cursor.Take();
                return new ByteNode(NamedSets.NotLineFeed, offset);
            case 'R':
                _cursor.Take();
                return LineBreak(_anyCrLf ? ByteSet.Of("\r\n"u8) : NamedSets.VerticalSpace, offset);
            case 'X':
                // Of the characters that are one byte, only CR and LF form a cluster.
                _cursor.Take();
                return LineBreak(ByteSet.All, offset);
            case 'K':
                _cursor.Take();
                repeatable = false;
                if (_lookarounds > 0) _cursor.Fail("\\K is not allowed in lookarounds");
                return new KeepNode(offset);
            default:
                return Literal(EscapeSyntax.ReadByte(_cursor), offset);
        }
    }

    private static Anchor? AnchorOf(char escape) => escape switch
    {
        'A' => Anchor.SubjectStart,
        'Z' => Anchor.SubjectEndOrFinalLineFeed,
        'z' => Anchor.SubjectEnd,
        'G' => Anchor.SearchStart,
        'b' => Anchor.WordBoundary,
        'B' => Anchor.NotWordBoundary,
        _ => null,
    };

    private bool IsQuantifierAfter(char escape)
    {
        _cursor.TryTake(escape);
        var quantifier = QuantifierSyntax.StartsAt(_cursor);
        _cursor.Position--;
        return quantifier;
    }

    private static AtomicNode LineBreak(ByteSet single, int offset) => new(
        new ChoiceNode(
            [
                new SequenceNode([new ByteNode(ByteSet.Of((byte)'\r'), offset), new ByteNode(ByteSet.Of((byte)'\n'), offset)], offset),
                new ByteNode(single, offset),
            ],
            offset),
        offset);

    /// <summary><c>\1</c> to <c>\9</c> are references; longer numbers only when there are that many groups so far or they cannot be octal.</summary>
    private PatternNode ReadDigits(int offset)
    {
        var start = _cursor.Position;
        var first = _cursor.Next;
        var number = _cursor.TakeNumber();
        if (number < 10 || first >= '8' || number <= _groups.Count) return Reference(new GroupReference(number, null), offset);
        _cursor.Position = start;
        return Literal(EscapeSyntax.ReadByte(_cursor), offset);
    }

    private PatternNode? ReadG(int offset)
    {
        if (_cursor.TryTake('<')) return new CallNode(_references.ReadNumberOrName('>'), offset);
        if (_cursor.TryTake('\'')) return new CallNode(_references.ReadNumberOrName('\''), offset);
        if (_cursor.TryTake('{')) return Reference(_references.ReadNumberOrName('}'), offset);
        if (_references.TryReadNumber(out var number)) return Reference(new GroupReference(number, null), offset);
        _cursor.Fail("\\g is not followed by a number or a name");
        return null;
    }

    private BackReferenceNode? ReadK(int offset)
    {
        var terminator = _cursor.Next switch { '<' => '>', '{' => '}', '\'' => '\'', _ => '\0' };
        if (terminator == '\0')
        {
            _cursor.Fail("\\k is not followed by a name");
            return null;
        }

        _cursor.Take();
        return Reference(new GroupReference(0, _references.ReadName(terminator)), offset);
    }

    private BackReferenceNode Reference(GroupReference group, int offset)
    {
        // Group 0 is the whole match, which no reference can mean.
        if (group is { Number: 0, Name: null }) group = new GroupReference(-1, null);
        return new(_groups.Refer(group, offset), Has(PatternFlags.IgnoreCase), offset);
    }
}
