using System.Text;

namespace Palisade.Protection.Apis.Patterns;

/// <summary>Translates one pattern. Used once.</summary>
internal sealed class EcmaTranslation(string text)
{
    private readonly EcmaCursor _in = new(text);
    private readonly StringBuilder _out = new();
    private int _groups;
    private bool _repeatable;

    /// <summary>The pattern in PCRE's syntax, one character for each byte.</summary>
    public string Output => _out.ToString();

    /// <summary>Translates; answers why it cannot, or null.</summary>
    public string? Run()
    {
        while (!_in.IsEnd)
        {
            if (Step() is { } reason) return $"{reason} at character {_in.At}";
        }

        return _groups == 0 ? null : "a group that is not closed";
    }

    private string? Step()
    {
        switch (_in.Peek)
        {
            case '(': return Group();
            case ')': return GroupEnd();
            case '|' or '^' or '$':
                _out.Append((char)_in.Next());
                _repeatable = false;
                return null;
            case '.':
                _in.Next();
                return Atom(Utf8Class.Of(CodePointSet.Dot));
            case '[':
                return Class();
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                return Quantifier(((char)_in.Next()).ToString());
            case '{' when _in.Braces() is { } braces:
                return Quantifier(braces);
            default:
                return Atom(Utf8Class.Of(Single(_in.Next())));
        }
    }

    private string? Atom(string pattern)
    {
        _out.Append(pattern);
        _repeatable = true;
        return null;
    }

    private string? Quantifier(string sign)
    {
        if (!_repeatable) return $"'{sign}' with nothing before it";
        _out.Append(sign);
        // Lazy or not, the texts that match are the same.
        if (_in.Take("?")) _out.Append('?');
        _repeatable = false;
        return null;
    }

    private string? Group()
    {
        if (_in.Sees("(?=") || _in.Sees("(?!")) return "a lookahead";
        if (_in.Sees("(?<=") || _in.Sees("(?<!")) return "a lookbehind";
        if (_in.Take("(?:")) { }
        else if (_in.Take("(?<"))
        {
            if (_in.Until('>') is null) return "a group whose name does not end";
        }
        else if (_in.Sees("(?")) return "a group with options";
        else _in.Next();

        if (++_groups > 100) return "groups nested deeper than 100";
        _out.Append("(?:");
        _repeatable = false;
        return null;
    }

    private string? GroupEnd()
    {
        if (_groups-- == 0) return "a ')' without a '('";
        _in.Next();
        return Atom(")");
    }

    private string? Escape()
    {
        if (_in.Take("\\b") || _in.Take("\\B"))
        {
            _out.Append('\\').Append(text[_in.At - 1]);
            _repeatable = false;
            return null;
        }

        return EcmaEscape.Read(_in, inClass: false, out var set) is { } reason ? reason : Atom(Utf8Class.Of(set!));
    }

    private string? Class()
    {
        _in.Next();
        var negated = _in.Take("^");
        var set = CodePointSet.Of();
        while (!_in.Take("]"))
        {
            if (_in.IsEnd) return "a class that is not closed";
            if (Member(out var low) is { } reason) return reason;
            if (_in.Sees("-") && !_in.Sees("-]"))
            {
                _in.Next();
                if (_in.IsEnd) return "a class that is not closed";
                if (Member(out var high) is { } other) return other;
                if (low is [var (from, last)] && from == last && high is [var (first, to)] && first == to)
                {
                    if (to < from) return "a range that ends before it starts";
                    set.With(CodePointSet.Of((from, to)));
                    continue;
                }

                // A range from or to a class is three members.
                set.With(CodePointSet.Of(('-', '-'))).With(CodePointSet.Of([.. high]));
            }

            set.With(CodePointSet.Of([.. low]));
        }

        return Atom(Utf8Class.Of(negated ? set.Complement() : set));
    }

    private string? Member(out IReadOnlyList<(int From, int To)> ranges)
    {
        ranges = [];
        if (_in.Peek != '\\')
        {
            var point = _in.Next();
            ranges = [(point, point)];
            return null;
        }

        if (EcmaEscape.Read(_in, inClass: true, out var set) is { } reason) return reason;
        ranges = set!.Ranges;
        return null;
    }

    private static CodePointSet Single(int point) => CodePointSet.Of((point, point));
}
