using System.Text;
using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Tests.Documents;

/// <summary>What is written as YAML is read back alike, and reads well.</summary>
public sealed class YamlWriterTests
{
    // What is a number, a flag, nothing, a comment, an anchor, a tag or the end of a document when it stands without quotes.
    private static readonly string[] Texts =
    [
        "", " ", "a", "a b", " a", "a ", "1", "1.0", "1e3", "0x1f", "0o7", "+1", "-1", ".5", ".inf", ".nan", "true", "True", "no", "null", "~", "NULL", "- a", "-", "---", "...", "? a", ": a", "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a",
        "'a'", "\"a\"", "{a}", "[a]", "a,b", "\\", "a\\nb", "a\nb", "a\nb\n", "a\n\nb\n", "\na", "a\n\n", " a\nb", "a\n b", "a\n \nb", "a\r\nb", "a\tb", "\ta", "a\n\tb", "\0", "\u0001", "\u007f", "\u0085", "a\u0085b\nc", "\u2028", "\u2029", "\ufeff", "a\ufeffb\nc", "é", "日本", "😀", "a\n😀\n",
        "<<", "=", "2001-01-01", "12:30:45", "0b1", "1_000", "/a/b", "*.example.com", "a: b\nc: d\n", "# x\n", "--- a\nb\n", "...\nb\n", new string('x', 5000),
    ];

    [Fact]
    public void Every_text_comes_back_as_a_value_a_name_and_an_item()
    {
        foreach (var text in Texts)
        {
            var node = Node.OfMap([new("value", Node.OfText(text)), new("list", Node.OfList([Node.OfText(text), Node.OfList([Node.OfText(text)]), Node.OfMap([new("a", Node.OfText(text)), new("b", Node.OfText("x"))])]))]);
            Same(node);
            Same(Node.OfMap([new(text, Node.OfMap([new(text, Node.OfText(text))]))]));
            Same(Node.OfList([Node.OfText(text)]));
            Same(Node.OfText(text));
        }
    }

    [Fact]
    public void Random_documents_come_back()
    {
        var random = new Random(20261126);
        for (var i = 0; i < 300; i++) Same(Any(random, 5));
    }

    [Fact]
    public void It_reads_well()
    {
        var (documents, _) = YamlText.Read("{spec: {endpoints: [{port: 1, name: a}], tls: {}, text: \"one\\ntwo\\n\"}, metadata: {labels: {x: 'true'}, name: app}, kind: origin_pool}"u8);

        Assert.Equal(
            """
            ---
            kind: origin_pool
            metadata:
              name: app
              labels:
                x: "true"
            spec:
              endpoints:
                - name: a
                  port: 1
              text: |
                one
                two
              tls: {}

            """, Encoding.UTF8.GetString(YamlWriter.Write(documents)));
    }

    private static Node Any(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 or 1 => Node.OfText(Texts[random.Next(Texts.Length)]),
        2 => Node.OfNumber($"{random.Next(-1000, 1000)}"),
        3 => random.Next(2) == 0 ? Node.OfNothing() : Node.OfFlag(random.Next(2) == 0),
        4 or 5 => Node.OfMap(Enumerable.Range(0, random.Next(5)).Select(_ => Texts[random.Next(Texts.Length)]).Distinct(StringComparer.Ordinal).Select(n => KeyValuePair.Create(n, Any(random, depth - 1)))),
        _ => Node.OfList([.. Enumerable.Range(0, random.Next(5)).Select(_ => Any(random, depth - 1))]),
    };

    private static void Same(Node node)
    {
        var text = YamlWriter.Write([node, Node.OfText("next")]);
        var (read, fault) = YamlText.Read(text);
        Assert.True(fault is null && read.Count == (node.Kind is NodeKind.Nothing ? 1 : 2), $"{fault}: {Encoding.UTF8.GetString(text)}");
        if (node.Kind is not NodeKind.Nothing) Assert.Equal(CanonicalJson.WriteText(node), CanonicalJson.WriteText(read[0]));
    }
}
