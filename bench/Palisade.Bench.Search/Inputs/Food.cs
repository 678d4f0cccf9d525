using System.Text;
using Palisade.SecLang;
using Palisade.SecLang.Syntax;

namespace Palisade.Bench.Search.Inputs;

/// <summary>What recipes are made of: texts that are known to be hard, and texts from the rules themselves.</summary>
internal sealed class Food
{
    private static readonly string[] Known =
    [
        "a", " ", "\0", "\n", "\t", "/", "../", "..\\", "'", "\"", "`", "(", ")", "((", "<", "<<", "<a", "<!--", "-->", "/*", "*/", "/**/", "--", "#", ";", "|", "&", "&&", "=", "==", "%", "%25", "%u",
        "&#", "&#x61;", "\\", "\\u0061", "\\x61", "$(", "${", "{{", "}}", "{", "[", "]", "1", "0x", "1,", "1e", "a.", "a,b", "a=1&", "A", "aA", "ab", "\u00ff", "\u00c3\u00a9", "x'", "' or '", "1 or 1=",
        "union ", "select ", "un/**/ion", "sel", "selec", "unio", "<scrip", "javascrip", "onerro", "onload =", "document.", "eval(", "/etc/passw", "cmd.ex", "powershel", "wget ", "curl -", "echo ", "data:",
        "php://", "file:///", "http://", "http://a.", "jndi:", "${jndi:", "__proto__", "constructor[", "phpinf", "base64_", "Runtime.", "java.lang.", "process.", "require(", "aaaaaaaaab", "a a a b", "-1' ",
    ];

    private readonly List<byte[]> _words;

    /// <summary>Reads the rules of a Core Rule Set.</summary>
    public Food(string crs)
    {
        var operators = RuleFiles.Load([.. Directory.EnumerateFiles(Path.Combine(crs, "rules"), "*.conf").Order(StringComparer.Ordinal)])
            .Directives.OfType<RuleDirective>().Select(r => r.Operator).ToList();
        Patterns = [.. operators.Where(o => o.Name is "rx").Select(o => Literals(o.Argument)).Where(w => w.Count > 0)];
        _words = [.. Known.Select(Encoding.Latin1.GetBytes), .. operators.Where(o => o.Name is "pm").SelectMany(o => o.Argument.Split(' ')).Select(Encoding.Latin1.GetBytes)];
    }

    /// <summary>The literal texts of each pattern.</summary>
    public IReadOnlyList<IReadOnlyList<byte[]>> Patterns { get; }

    /// <summary>Texts that are known to be hard, and phrases of rules.</summary>
    public IReadOnlyList<byte[]> Words => _words;

    /// <summary>Something to put into a value.</summary>
    public byte[] Any(Random random) => random.Next(5) switch
    {
        0 => NearMatch(random),
        1 => Bytes(random, random.Next(1, 9)),
        2 => [(byte)random.Next(256)],
        _ => _words[random.Next(_words.Count)],
    };

    /// <summary>Some texts of one pattern, one after the other: what its automaton or backtracking goes far with.</summary>
    public byte[] NearMatch(Random random)
    {
        var words = Patterns[random.Next(Patterns.Count)];
        var text = new List<byte>();
        for (var parts = random.Next(1, 5); parts > 0; parts--)
        {
            text.AddRange(words[random.Next(words.Count)]);
            if (random.Next(3) == 0) text.Add((byte)" \n='\"(;<&)-./"[random.Next(13)]);
        }

        // Not quite.
        if (random.Next(2) == 0) text.RemoveAt(text.Count - 1);
        return [.. text];
    }

    /// <summary>Any bytes.</summary>
    public static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> Literals(string pattern) =>
        [.. pattern.Split(['|', '(', ')', '[', ']', '\\', '?', '+', '*', '{', '}', '^', '$', ':'], StringSplitOptions.RemoveEmptyEntries).Select(Encoding.Latin1.GetBytes)];
}
