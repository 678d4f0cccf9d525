using Palisade.Configuration.Documents;

namespace Palisade.Protection.Tests.Checks;

/// <summary>A document with one thing wrong in it.</summary>
/// <param name="What">The field and what was done to it.</param>
internal sealed record Mutation(string What, Node Document)
{
    // Put in the place of everything there is.
    private static readonly (string Name, Node Value)[] Always =
    [
        ("nothing", Node.OfNothing()), ("an empty text", Node.OfText("")), ("a list", Node.OfList([Node.OfText("a"), Node.OfNothing()])), ("a mapping", Node.OfMap([new("a", Node.OfText("b"))])),
        ("a negative number", Node.OfNumber("-1")), ("a control character", Node.OfText("a\0b\u001b[2J\r\nX: y")), ("an open bracket", Node.OfText("(")), ("quotes", Node.OfText("'\"`\\")), ("a long text", Node.OfText(new('a', 70_000))),
    ];

    // Each in the place of every third thing, by turns.
    private static readonly (string Name, Node Value)[] Hostile =
    [
        ("a flag", Node.OfFlag(true)), ("an empty mapping", Node.EmptyMap), ("an empty list", Node.OfList([])), ("zero", Node.OfNumber("0")), ("the largest int", Node.OfNumber("2147483647")), ("more than a long", Node.OfNumber("9223372036854775808")),
        ("a huge number", Node.OfNumber("1e999")), ("a fraction", Node.OfNumber("0.5")), ("what is no number", Node.OfText("NaN")), ("infinity", Node.OfText(".inf")),
        ("a line separator", Node.OfText("a\u2028b\u0085c\ufeff")), ("another script", Node.OfText("\u00e4\u4e16\ud83d\ude00")),
        ("a pattern that backtracks", Node.OfText("(a)\\1")), ("a pattern of many states", Node.OfText("((a{1,1000}){1,1000}){1,1000}$")),
        ("a macro", Node.OfText("%{TX.a}")), ("dots", Node.OfText("..")), ("a way out", Node.OfText("../../etc/passwd")),
        ("a blank", Node.OfText(" ")), ("a text of many lines", Node.OfText(string.Concat(Enumerable.Repeat("line\n", 1000)))),
    ];

    private static readonly string[] Names = ["", "a'b.c[0]", "\u0000"];

    private const int Turns = 3;

    /// <summary>Every way in which something below <paramref name="field"/> may be wrong.</summary>
    public static IEnumerable<Mutation> Of(Node document, string field)
    {
        var turn = 0;
        return At(document[field]!, field, () => turn++ % Turns).Select(m => m with { Document = document.With(field, m.Document) });
    }

    private static IEnumerable<Mutation> At(Node node, string path, Func<int> next)
    {
        var turn = next();
        foreach (var (name, value) in Always.Concat(Hostile.Where((_, i) => i % Turns == turn))) yield return new($"{path}: {name}", value);
        if (node.Kind is NodeKind.Map)
        {
            foreach (var name in Names) yield return new($"{path}: a field '{name[..Math.Min(name.Length, 20)]}'", node.With(name, Node.OfText("x")));
            foreach (var (name, value) in node.Members)
            {
                var inner = FieldPath.Member(path, name);
                yield return new($"{inner}: left out", node.Without(name));
                foreach (var mutation in At(value, inner, next)) yield return mutation with { Document = node.With(name, mutation.Document) };
            }
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            var (inner, at) = (FieldPath.Item(path, i), i);
            yield return new($"{inner}: left out", Node.OfList([.. node.Items.Where((_, n) => n != at)]));
            yield return new($"{inner}: twice", Node.OfList([.. node.Items, node.Items[i]]));
            foreach (var mutation in At(node.Items[i], inner, next)) yield return mutation with { Document = Node.OfList([.. node.Items.Select((item, n) => n == at ? mutation.Document : item)]) };
        }
    }
}
