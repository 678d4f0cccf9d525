using System.Text;

namespace Palisade.Ftw.Patterns;

/// <summary>Rewrites a pattern of Go's dialect in .NET's, where the same text means something else there.</summary>
/// <remarks>
/// After RE2's syntax page: <c>\d \w \s</c> are ASCII, <c>$</c> without <c>(?m)</c> is the very end,
/// <c>(?P&lt;name&gt;)</c>, <c>[[:alpha:]]</c>, <c>\x{10FFFF}</c>, <c>\Q...\E</c>, <c>\z</c>, <c>\C</c>.
/// </remarks>
internal sealed class GoSyntax
{
    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private readonly bool _lines;
    private int _at;

    private GoSyntax(string pattern)
    {
        _pattern = pattern;
        _lines = HasLineFlag(pattern);
    }

    /// <summary>The pattern for .NET.</summary>
    /// <exception cref="FormatException">The pattern uses what RE2 does not know or what is not supported here.</exception>
    public static string ToDotNet(string pattern)
    {
        var syntax = new GoSyntax(pattern);
        while (syntax._at < pattern.Length) syntax.Next();
        return syntax._result.ToString();
    }

    private void Next()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '\\':
                Escape(inClass: false);
                return;
            case '[':
                Class();
                return;
            case '$':
                _result.Append(_lines ? "(?m:$)" : @"\z");
                return;
            case '(' when Follows("?P<"):
                _at += 3;
                _result.Append("(?<");
                return;
            case '(' when Follows("?"):
                Flags();
                return;
            default:
                _result.Append(c);
                return;
        }
    }

    // Only what RE2 has: a flag group, a name, or no capture. What looks around or behind is an error in Go.
    private void Flags()
    {
        if (Follows("?<") && _at + 2 < _pattern.Length && _pattern[_at + 2] is not ('=' or '!'))
        {
            _result.Append("(?<");
            _at += 2;
            return;
        }

        var end = _pattern.AsSpan(_at + 1).IndexOfAny(':', ')');
        if (end < 0) throw new FormatException("a group does not end");

        var flags = _pattern.AsSpan(_at + 1, end);
        if (flags.IndexOfAnyExcept("ims-") >= 0) throw new FormatException($"(?{flags} is not supported");
        // (?m) only concerns ^ here: the end of a line is written out where it is met.
        _result.Append("(?").Append(flags);
        _at += 1 + end;
    }

    private void Escape(bool inClass)
    {
        if (_at >= _pattern.Length) throw new FormatException("a backslash at the end");

        var c = _pattern[_at++];
        if (GoClasses.Letters.TryGetValue(char.ToLowerInvariant(c), out var set))
        {
            var members = char.IsAsciiLetterLower(c) ? set.Members : set.Others;
            _result.Append(inClass ? members : $"[{members}]");
            return;
        }

        switch (c)
        {
            case 'x' when Follows("{"):
                CodePoint(inClass);
                return;
            case 'Q' when !inClass:
                Literal();
                return;
            case 'C':
                throw new FormatException(@"\C is not supported");
            case 'z' or 'A' or 'b' or 'B' when !inClass:
                // .NET's word boundary knows all letters, RE2's ASCII ones; log lines are ASCII.
                _result.Append('\\').Append(c);
                return;
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v' or 'x' or 'p' or 'P':
                _result.Append('\\').Append(c);
                return;
            case >= '0' and <= '7':
                Octal(c);
                return;
            default:
                if (char.IsAsciiLetterOrDigit(c)) throw new FormatException($@"\{c} is not known");
                _result.Append('\\').Append(c);
                return;
        }
    }

    // \123, or a zero with up to two digits; other single digits would be back references, which RE2 does not have.
    private void Octal(char first)
    {
        var digits = 1;
        while (digits < 3 && _at + digits - 1 < _pattern.Length && _pattern[_at + digits - 1] is >= '0' and <= '7') digits++;
        if (first != '0' && digits == 1) throw new FormatException($@"\{first} is not known");

        _result.Append($"\\u{Convert.ToInt32(_pattern.Substring(_at - 1, digits), 8):X4}");
        _at += digits - 1;
    }

    private void CodePoint(bool inClass)
    {
        var end = _pattern.IndexOf('}', _at);
        if (end < 0 || !int.TryParse(_pattern.AsSpan(_at + 1, end - _at - 1), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value) || !Rune.IsValid(value))
        {
            throw new FormatException(@"\x{...} does not name a character");
        }

        if (value > 0xFFFF && inClass) throw new FormatException("characters above U+FFFF are not supported in a class");
        foreach (var unit in new Rune(value).ToString()) _result.Append($"\\u{(int)unit:X4}");
        _at = end + 1;
    }

    private void Literal()
    {
        var end = _pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
        var text = end < 0 ? _pattern[_at..] : _pattern[_at..end];
        foreach (var c in text) _result.Append($"\\u{(int)c:X4}");
        _at = end < 0 ? _pattern.Length : end + 2;
    }

    private void Class()
    {
        _result.Append('[');
        if (Follows("^"))
        {
            _result.Append('^');
            _at++;
        }

        for (var first = true; ; first = false)
        {
            if (_at >= _pattern.Length) throw new FormatException("a class does not end");
            var c = _pattern[_at++];
            if (c == ']' && !first)
            {
                _result.Append(']');
                return;
            }

            Member(c);
        }
    }

    private void Member(char c)
    {
        if (c == '\\')
        {
            Escape(inClass: true);
            return;
        }

        var end = c == '[' && Follows(":") ? _pattern.IndexOf(":]", _at, StringComparison.Ordinal) : -1;
        if (end >= 0)
        {
            var name = _pattern[(_at + 1)..end];
            _result.Append(GoClasses.Named.GetValueOrDefault(name) ?? throw new FormatException($"[:{name}:] is not supported"));
            _at = end + 2;
            return;
        }

        // .NET subtracts classes where a bracket follows a hyphen; and a bracket that comes first is a member.
        if (c is '[' or ']') _result.Append('\\');
        _result.Append(c);
    }

    private bool Follows(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private static bool HasLineFlag(string pattern)
    {
        for (var at = pattern.IndexOf("(?", StringComparison.Ordinal); at >= 0; at = pattern.IndexOf("(?", at + 2, StringComparison.Ordinal))
        {
            foreach (var c in pattern.AsSpan(at + 2))
            {
                if (c == 'm') return true;
                if (c is not ('i' or 's')) break;
            }
        }

        return false;
    }
}
