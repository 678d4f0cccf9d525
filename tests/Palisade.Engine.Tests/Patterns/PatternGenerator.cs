using System.Text;

namespace Palisade.Engine.Tests.Patterns;

/// <summary>Writes random patterns, most of them valid, and subjects that they have a chance to match.</summary>
internal sealed class PatternGenerator(int seed)
{
    // Few different bytes, so that patterns and subjects meet: both cases, a digit, blanks, line feeds, and bytes that Unicode calls letters or blanks.
    private const string Alphabet = "aabbcABk1_ -\n\r\t.\u00e9\u00c9\u00a0\u0085\0";

    private static readonly string[] Leaves =
    [
        "a", "b", "c", "A", "k", "1", "_", " ", "-", "\\n", "\\.", ".", ".", "\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\h", "\\H", "\\v", "\\V", "\\N", "\\R", "\\C", "\\X",
        "\\b", "\\B", "^", "$", "\\A", "\\z", "\\Z", "\\G", "\\xe9", "\\x{c9}", "\\o{11}", "\\061", "\\t", "\\cM", "\u00e9", "\\Qa.\\E", "(?#x)", "\\p{L}", "\\P{Lu}", "\\K", "ab", "a|b",
        "[ab]", "[^a]", "[a-c_]", "[^\\n]", "[\\w-]", "[\\d\\s]", "[[:alpha:]]", "[^[:^space:]1]", "[\\x80-\\xff]", "[]a]", "[^]a]", "[\\b\\h]", "[a\\-z]", "[A-\\x5a]", "[\\W_]",
    ];

    private static readonly string[] Quantifiers = ["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{2,3}?", "*+", "++", "?+", "{1,2}+"];

    private static readonly string[] Groups =
    [
        "(", "(", "(", "(?:", "(?:", "(?i:", "(?-i:", "(?s-m:", "(?>", "(?=", "(?!", "(?<n>", "(?|", "(?x: ", "(?^:", "(?U:",
    ];

    private readonly Random _random = new(seed);
    private int _groups;

    /// <summary>A pattern.</summary>
    public string Pattern()
    {
        _groups = 0;
        return Choice(_random.Next(1, 4));
    }

    /// <summary>A pattern without lookaround, references and the like.</summary>
    public string RegularPattern()
    {
        string pattern;
        do pattern = Pattern();
        while (pattern.Contains("(?=", StringComparison.Ordinal) || pattern.Contains("(?!", StringComparison.Ordinal) || pattern.Contains('\\'));
        return pattern;
    }

    /// <summary>A subject of 0 to 12 bytes.</summary>
    public byte[] Subject()
    {
        var subject = new byte[_random.Next(13)];
        for (var i = 0; i < subject.Length; i++) subject[i] = (byte)Alphabet[_random.Next(Alphabet.Length)];
        return subject;
    }

    private string Choice(int depth)
    {
        var branches = Enumerable.Range(0, _random.Next(4) == 0 ? 2 : 1).Select(_ => Sequence(depth));
        return string.Join('|', branches);
    }

    private string Sequence(int depth)
    {
        var text = new StringBuilder();
        for (var items = _random.Next(1, 5); items > 0; items--)
        {
            text.Append(Item(depth));
            if (_random.Next(3) == 0) text.Append(Quantifiers[_random.Next(Quantifiers.Length)]);
        }

        return text.ToString();
    }

    private string Item(int depth)
    {
        var kind = _random.Next(12);
        if (kind == 0 && _groups > 0) return $"\\{_random.Next(1, _groups + 1)}";
        if (kind == 1) return _random.Next(3) switch { 0 => "(?i)", 1 => "(?s-i)", _ => "(?m)" };
        if (kind == 2 && depth > 0) return $"(?<{"=!"[_random.Next(2)]}{LookBehind()})";
        if (kind == 3 && depth > 0 && _groups > 0) return $"(?({_random.Next(1, _groups + 1)}){Sequence(depth - 1)}|{Sequence(depth - 1)})";
        if (kind >= 7 || depth == 0) return Leaves[_random.Next(Leaves.Length)];
        var group = Groups[_random.Next(Groups.Length)];
        if (group is "(" or "(?<n>") _groups++;
        return $"{group}{Choice(depth - 1)})";
    }

    private string LookBehind() => _random.Next(5) switch
    {
        0 => "a|bb",
        1 => "^a",
        2 => "\\b",
        3 => "(a)b",
        _ => Leaves[_random.Next(Leaves.Length)],
    };
}
