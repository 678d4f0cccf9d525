using System.Collections.Immutable;

namespace Palisade.Engine.Patterns.Syntax;

/// <summary>One run of the parser: alternatives, items and quantifiers. Groups are read in the other half, escapes and classes beside it.</summary>
internal sealed partial class PatternReader
{
    /// <summary>The deepest nesting of parentheses, PCRE's default. It also bounds the depth of every walk over the tree.</summary>
    public const int DeepestNesting = 250;

    private readonly PatternCursor _cursor;
    private readonly GroupTable _groups = new();
    private readonly ReferenceSyntax _references;
    private PatternFlags _flags;
    private bool _anyCrLf;
    private bool _quoted;
    private int _depth;
    private int _lookarounds;
    private int _lookbehinds;

    public PatternReader(string text, PatternFlags flags)
    {
        _cursor = new PatternCursor(text);
        _references = new ReferenceSyntax(_cursor, _groups);
        _flags = flags;
    }

    /// <summary>Reads the whole pattern.</summary>
    public PatternParseResult Read()
    {
        _anyCrLf = LeadingVerbs.Read(_cursor);
        var root = ReadChoice(branchReset: false);
        if (!_cursor.AtEnd) _cursor.Fail("unmatched closing parenthesis");
        if (_cursor.Fault is null) _groups.CheckReferences(_cursor);
        if (_cursor.Fault is not null) return new(null, _cursor.Fault);

        var tree = new PatternTree(root, _groups.Count, _groups.Names);
        return _lookbehinds > 0 && FixedLength.FindFault(tree) is { } fault ? new(null, fault) : new(tree, null);
    }

    private bool Has(PatternFlags flag) => _flags.HasFlag(flag);

    private PatternNode ReadChoice(bool branchReset)
    {
        var offset = _cursor.Position;
        var branches = ImmutableArray.CreateBuilder<PatternNode>();
        var before = _groups.Count;
        var most = before;
        do
        {
            if (branchReset) _groups.Count = before;
            branches.Add(ReadSequence());
            most = Math.Max(most, _groups.Count);
        }
        while (_cursor.TryTake('|'));

        if (branchReset) _groups.Count = most;
        return branches.Count == 1 ? branches[0] : new ChoiceNode(branches.DrainToImmutable(), offset);
    }

    private PatternNode ReadSequence()
    {
        var offset = _cursor.Position;
        var items = ImmutableArray.CreateBuilder<PatternNode>();
        while (true)
        {
            SkipNothing();
            if (_cursor.AtEnd || (!_quoted && _cursor.Next is '|' or ')')) break;
            if (ReadItem(out var repeatable) is not { } item) continue;
            items.Add(repeatable ? ReadRepeat(item) : item);
        }

        return items.Count switch
        {
            0 => new EmptyNode(offset),
            1 => items[0],
            _ => new SequenceNode(items.DrainToImmutable(), offset),
        };
    }

    /// <summary>Reads an item without its quantifier; null when it stands for nothing.</summary>
    private PatternNode? ReadItem(out bool repeatable)
    {
        var offset = _cursor.Position;
        repeatable = true;
        if (_quoted) return Literal((byte)_cursor.Take(), offset);
        if (QuantifierSyntax.StartsAt(_cursor))
        {
            _cursor.Fail("quantifier does not follow a repeatable item");
            return null;
        }

        if (ClassSyntax.IsPosix(_cursor.Rest, out _)) _cursor.Fail("POSIX named classes are supported only within a class");
        if (_cursor.AtEnd) return null;
        switch (_cursor.Take())
        {
            case '\\':
                return ReadEscape(offset, out repeatable);
            case '[' when _cursor.TryTake("[:<:]]"):
                return WordEdge(start: true, offset);
            case '[' when _cursor.TryTake("[:>:]]"):
                return WordEdge(start: false, offset);
            case '[':
                return new ByteNode(new ClassSyntax(_cursor, _flags).Read(), offset);
            case '(':
                return ReadGroup(offset, out repeatable);
            case '.':
                return new ByteNode(Has(PatternFlags.DotAll) ? ByteSet.All : NamedSets.NotLineFeed, offset);
            case '^':
                repeatable = false;
                return new AnchorNode(Has(PatternFlags.MultiLine) ? Anchor.LineStart : Anchor.SubjectStart, offset);
            case '$':
                repeatable = false;
                return new AnchorNode(EndAnchor(), offset);
            case var literal:
                return Literal((byte)literal, offset);
        }
    }

    private Anchor EndAnchor()
    {
        if (Has(PatternFlags.MultiLine)) return Anchor.LineEnd;
        return Has(PatternFlags.DollarEndOnly) ? Anchor.SubjectEnd : Anchor.SubjectEndOrFinalLineFeed;
    }

    private ByteNode Literal(byte value, int offset)
    {
        var set = ByteSet.Of(value);
        return new ByteNode(Has(PatternFlags.IgnoreCase) ? set.IgnoringCase() : set, offset);
    }

    private static SequenceNode WordEdge(bool start, int offset) => new(
        [new AnchorNode(Anchor.WordBoundary, offset), new LookNode(new ByteNode(NamedSets.Word, offset), Behind: !start, Negative: false, Atomic: true, offset)],
        offset);

    private PatternNode ReadRepeat(PatternNode item)
    {
        SkipNothing();
        if (_quoted || !QuantifierSyntax.StartsAt(_cursor)) return item;
        var (minimum, maximum) = QuantifierSyntax.Read(_cursor);
        SkipNothing();
        var mode = Has(PatternFlags.Ungreedy) ? RepeatMode.Lazy : RepeatMode.Greedy;
        if (!_quoted) mode = QuantifierSyntax.ReadMode(_cursor, Has(PatternFlags.Ungreedy));
        // Repeating a test without end adds nothing after the first time.
        if (item is LookNode) maximum ??= minimum + 1;
        return new RepeatNode(item, minimum, maximum, mode, item.Offset);
    }

    /// <summary>Passes over what stands for nothing between items: comments, blanks where they do not count, and the marks of quoting.</summary>
    private void SkipNothing()
    {
        while (!_cursor.AtEnd)
        {
            if (_quoted)
            {
                if (!_cursor.TryTake("\\E")) return;
                _quoted = false;
            }
            else if (_cursor.TryTake("\\Q"))
            {
                _quoted = true;
            }
            else if (!_cursor.TryTake("\\E") && !SkipComment() && !SkipBlank())
            {
                return;
            }
        }
    }

    private bool SkipComment()
    {
        if (!_cursor.TryTake("(?#")) return false;
        _cursor.TakeWhile(c => c != ')');
        if (!_cursor.TryTake(')')) _cursor.Fail("missing ) after (?#");
        return true;
    }

    private bool SkipBlank()
    {
        if (!Has(PatternFlags.Extended)) return false;
        if (_cursor.TryTake('#'))
        {
            _cursor.TakeWhile(c => c != '\n');
            return true;
        }

        var blank = _cursor.Next is ' ' or (>= '\t' and <= '\r') or '\u0085';
        if (blank) _cursor.Take();
        return blank;
    }
}
