using System.Text;

namespace Palisade.Protection.Tests.Apis.Generation;

/// <summary>Makes texts that match a pattern of the simple kind that descriptions have: literals, classes, groups without choices, counts.</summary>
internal sealed class PatternSample(string pattern, Random random)
{
    private int _at;

    public static string Of(string pattern, Random random) => new PatternSample(pattern.TrimStart('^').TrimEnd('$'), random).Sequence();

    private string Sequence()
    {
        var text = new StringBuilder();
        while (_at < pattern.Length && pattern[_at] != ')')
        {
            var start = _at;
            var first = Atom();
            var afterAtom = _at;
            var (least, most) = Count();
            var afterCount = _at;
            for (var i = random.Next(least, most + 1); i > 0; i--)
            {
                _at = start;
                text.Append(Atom());
            }

            _ = (first, afterAtom);
            _at = afterCount;
        }

        return text.ToString();
    }

    private string Atom()
    {
        switch (pattern[_at++])
        {
            case '(':
                var inner = Sequence();
                _at++;
                return inner;
            case '[':
                return Class();
            case '\\':
                return pattern[_at++] is 'd' ? Pick("0123456789") : pattern[_at - 1].ToString();
            default:
                return pattern[_at - 1].ToString();
        }
    }

    private string Class()
    {
        var members = new StringBuilder();
        while (pattern[_at] != ']')
        {
            var c = pattern[_at++];
            if (c is '\\') c = pattern[_at++];
            if (pattern[_at] is '-' && pattern[_at + 1] != ']' && pattern[_at - 2] != '\\')
            {
                for (var d = c; d <= pattern[_at + 1]; d++) members.Append(d);
                _at += 2;
            }
            else members.Append(c);
        }

        _at++;
        return Pick(members.ToString());
    }

    private (int Least, int Most) Count()
    {
        if (_at == pattern.Length) return (1, 1);
        switch (pattern[_at])
        {
            case '?':
                _at++;
                return (0, 1);
            case '+':
                _at++;
                return (1, 8);
            case '*':
                _at++;
                return (0, 8);
            case '{':
                var end = pattern.IndexOf('}', _at);
                var numbers = pattern[(_at + 1)..end].Split(',');
                _at = end + 1;
                return (int.Parse(numbers[0]), int.Parse(numbers[^1]));
            default:
                return (1, 1);
        }
    }

    private string Pick(string of) => of[random.Next(of.Length)].ToString();
}
