using System.Text;
using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Tests.Documents;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true , null ] }""", """{"a":[true,null],"b":1}""")]
    [InlineData("""{"n":1.0,"m":1e5,"l":-0,"k":12345678901234567890123}""", """{"k":12345678901234567890123,"l":-0,"m":1e5,"n":1.0}""")]
    [InlineData("\"\\u00e9\\u0001\\/\\\"\"", "\"é\\u0001/\\\"\"")]
    [InlineData("""{"\ud83d\ude00":1,"ﬀ":2,"":3}""", """{"":3,"😀":1,"ﬀ":2}""")]
    public void Equal_documents_have_equal_bytes(string written, string canonical)
    {
        var (root, fault) = JsonText.Read(Encoding.UTF8.GetBytes(written));

        Assert.Null(fault);
        Assert.Equal(canonical, CanonicalJson.WriteText(root!));
        Assert.Equal(canonical, CanonicalJson.WriteText(JsonText.Read(Encoding.UTF8.GetBytes(canonical)).Root!));
    }

    [Fact]
    public void Yaml_and_JSON_of_one_meaning_have_one_hash()
    {
        var yaml = YamlText.Read("b: [1, 'x', yes]\na: {c: 0x10, d: ~, e: true}\n"u8).Documents.Single();
        var json = JsonText.Read("""{"a":{"c":16,"d":null,"e":true},"b":[1,"x","yes"]}"""u8).Root!;

        Assert.Equal(CanonicalJson.Hash(CanonicalJson.Write(json)), CanonicalJson.Hash(CanonicalJson.Write(yaml)));
        Assert.True(CanonicalJson.AreEqual(yaml, json));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(3_000_000)]
    public void A_digest_is_what_the_text_would_have(int length)
    {
        var large = Node.OfMap([new("a", Node.OfText(new string('é', length) + "\n")), new("b", Node.OfList([.. Enumerable.Range(0, 5000).Select(i => Node.OfNumber($"{i}"))]))]);
        var text = CanonicalJson.Write(large);

        var digest = CanonicalDigest.Of(large);

        Assert.Equal((text.Length, CanonicalJson.Hash(text)), (digest.Length, digest.Hash));
        // A large one is walked once.
        if (text.Length > 100_000) Assert.Same(digest, CanonicalDigest.Of(large));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "'a' stands here twice")]
    [InlineData("""{"a":1,}""", "Not JSON")]
    [InlineData("""{"a":"\ud800"}""", "Not JSON")]
    [InlineData("[1] 2", "Not JSON")]
    [InlineData("", "Not JSON")]
    public void What_is_no_document_is_refused_with_its_place(string text, string why)
    {
        var (root, fault) = JsonText.Read(Encoding.UTF8.GetBytes(text));

        Assert.Null(root);
        Assert.Contains(why, fault!.Value.Message, StringComparison.Ordinal);
        Assert.True(fault.Value.At is { Line: 1, Column: > 0 });
    }

    [Fact]
    public void Depth_size_and_number_of_values_are_bounded()
    {
        var limits = new DocumentLimits { Bytes = 1000, Depth = 5, Nodes = 20 };

        Assert.Contains("5 deep", JsonText.Read("[[[[[[1]]]]]]"u8, limits).Fault!.Value.Message, StringComparison.Ordinal);
        Assert.Null(JsonText.Read("[[[[[1]]]]]"u8, limits).Fault);
        Assert.Contains("20 values", JsonText.Read("[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]"u8, limits).Fault!.Value.Message, StringComparison.Ordinal);
        Assert.Contains("1000 bytes", JsonText.Read(new byte[1001], limits).Fault!.Value.Message, StringComparison.Ordinal);
        Assert.Contains("5 deep", YamlText.Read("[[[[[[1]]]]]]"u8, limits).Fault!.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_count_as_often_as_they_are_used()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++) bomb.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var (documents, fault) = YamlText.Read(Encoding.UTF8.GetBytes(bomb.ToString()));

        Assert.Empty(documents);
        Assert.Contains("500000 values", fault!.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_contains_itself() =>
        Assert.Contains("no whole anchor", YamlText.Read("a: &a [*a]\n"u8).Fault!.Value.Message, StringComparison.Ordinal);
}
