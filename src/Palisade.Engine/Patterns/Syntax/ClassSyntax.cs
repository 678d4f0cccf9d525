namespace Palisade.Engine.Patterns.Syntax;

/// <summary>Reads a character class.</summary>
/// <param name="cursor">After the opening bracket.</param>
/// <param name="flags">The flags in force.</param>
internal sealed class ClassSyntax(PatternCursor cursor, PatternFlags flags)
{
    private readonly int _start = cursor.Position - 1;
    private ByteSet _set;
    // The byte before, while a hyphen after it may make it the start of a range.
    private byte? _rangeStart;
    private bool _hyphenTaken;

    /// <summary>Reads up to the closing bracket.</summary>
    public ByteSet Read()
    {
        SkipNothing();
        var negative = cursor.TryTake('^');
        SkipNothing();
        for (var first = true; !cursor.AtEnd; first = false)
        {
            if (!first && cursor.TryTake(']'))
            {
                if (_hyphenTaken) Add((byte)'-');
                return negative ? ~_set : _set;
            }

            ReadItem();
        }

        cursor.Fail("missing terminating ] for the class that starts at offset " + _start);
        return default;
    }

    /// <summary>Whether <c>[:</c>, <c>[.</c> or <c>[=</c> here opens what POSIX would read as a named class: its own mark and a bracket close it first.</summary>
    /// <param name="text">From the opening bracket.</param>
    /// <param name="length">The length of all of it.</param>
    public static bool IsPosix(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (text.Length < 2 || text[0] != '[' || text[1] is not (':' or '.' or '=')) return false;
        for (var i = 2; i + 1 < text.Length; i++)
        {
            if (text[i] == '\\' && text[i + 1] is ']' or '\\') i++;
            else if (text[i] == ']' || (text[i] == '[' && text[i + 1] == text[1])) return false;
            else if (text[i] == text[1] && text[i + 1] == ']')
            {
                length = i + 2;
                return true;
            }
        }

        return false;
    }

    private void ReadItem()
    {
        if (flags.HasFlag(PatternFlags.ExtendedMore) && cursor.Next is ' ' or '\t')
        {
            cursor.Take();
        }
        else if (IsPosix(cursor.Rest, out var length))
        {
            ReadPosix(length);
        }
        else if (cursor.Next == '-' && _rangeStart is not null && !_hyphenTaken)
        {
            cursor.Take();
            _hyphenTaken = true;
        }
        else if (cursor.TryTake('\\'))
        {
            ReadEscape();
        }
        else
        {
            AddLiteral((byte)cursor.Take());
        }
    }

    private void ReadEscape()
    {
        if (cursor.TryTake('E')) return;
        if (cursor.TryTake('Q'))
        {
            while (!cursor.AtEnd && !cursor.TryTake("\\E")) AddLiteral((byte)cursor.Take());
        }
        else if (cursor.TryTake('b'))
        {
            AddLiteral(0x08);
        }
        else if (cursor.TryTake('g'))
        {
            // There are no references in a class; PCRE2 lets this one escape be its letter.
            AddLiteral((byte)'g');
        }
        else if (EscapeSyntax.TryReadSet(cursor, out var set))
        {
            AddSet(set);
        }
        else
        {
            AddLiteral(EscapeSyntax.ReadByte(cursor));
        }
    }

    private void ReadPosix(int length)
    {
        var name = cursor.Rest[2..(length - 2)].ToString();
        if (cursor.At(1) != ':') cursor.Fail("POSIX collating elements are not supported");
        var negative = name.StartsWith('^');
        if (!NamedSets.TryGetPosix(negative ? name[1..] : name, out var set)) cursor.Fail($"unknown POSIX class name '{name}'");
        cursor.Position += length;
        set = FoldCase(set);
        AddSet(negative ? ~set : set);
    }

    /// <summary>Adds a set, which can be neither end of a range.</summary>
    private void AddSet(ByteSet set)
    {
        var hyphenFollows = cursor.Next == '-' && cursor.At(1) is not (']' or '\0');
        if (_hyphenTaken || hyphenFollows) cursor.Fail("a class like \\d or [:alpha:] cannot be the end of a range");
        _set |= set;
        _rangeStart = null;
    }

    private void AddLiteral(byte value)
    {
        if (!_hyphenTaken)
        {
            Add(value);
            _rangeStart = value;
            return;
        }

        if (value < _rangeStart) cursor.Fail("range out of order in a class");
        else _set |= FoldCase(ByteSet.Range(_rangeStart!.Value, value));
        _rangeStart = null;
        _hyphenTaken = false;
    }

    private void Add(byte value) => _set |= FoldCase(ByteSet.Of(value));

    private ByteSet FoldCase(ByteSet set) => flags.HasFlag(PatternFlags.IgnoreCase) ? set.IgnoringCase() : set;

    /// <summary>Passes over what stands for nothing before the first item: <c>\E</c>, <c>\Q\E</c>, and blanks where they do not count.</summary>
    private void SkipNothing()
    {
        while (cursor.TryTake("\\E") || cursor.TryTake("\\Q\\E") || (flags.HasFlag(PatternFlags.ExtendedMore) && (cursor.TryTake(' ') || cursor.TryTake('\t'))))
        {
        }
    }
}
