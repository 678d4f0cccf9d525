using System.Text;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;

namespace Palisade.Configuration.Tests.Documents;

/// <summary>What is too much is refused as soon as its number is known, and before anything is made of it.</summary>
public sealed class DocumentLimitTests
{
    // A fault and a few small things; the texts have megabytes.
    private const long NextToNothing = 16 * 1024;

    [Theory]
    [InlineData("", "")]
    [InlineData("# a comment\n", "")]
    [InlineData("\ufeff", "---\n")]
    [InlineData("---\n", "--- # the next\n")]
    public void A_document_too_many_refuses_the_file_before_any_is_read(string head, string separator)
    {
        var text = new StringBuilder(head);
        var usual = separator.Length == 0 ? "---\n" : separator;
        for (var i = 0; i < 20_001; i++) text.Append(i == 0 ? "" : usual).Append("kind: origin_pool\nmetadata: {name: p}\nspec: {endpoints: [{address: 127.0.0.1, port: 80}]}\n");
        var file = Encoding.UTF8.GetBytes(text.ToString());

        var (objects, faults) = ObjectText.Read(file, "acme");

        Assert.Empty(objects);
        Assert.Contains("more than 20000 documents", Assert.Single(faults).Fault.Message, StringComparison.Ordinal);
        Assert.True(faults[0].At.Line > 60_000);
        Assert.InRange(Allocation.Of(() => ObjectText.Read(file, "acme")), 0, NextToNothing);
    }

    [Fact]
    public void As_many_documents_as_may_be_are_read()
    {
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("---\na: \"b\n  --- c\"\n", 50)));
        Assert.Equal(50, YamlText.Read(file, new() { Documents = 50 }).Documents.Count);
        var (documents, fault) = YamlText.Read(file, new() { Documents = 49 });
        Assert.Empty(documents);
        Assert.Equal(1 + (49 * 3), fault!.Value.At.Line);
    }

    [Fact]
    public void Documents_that_end_by_dots_are_counted_too() =>
        Assert.Contains("more than 2 documents", YamlText.Read("a: 1\n...\nb: 2\n...\nc: 3\n"u8, new() { Documents = 2 }).Fault!.Value.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{\"a\": 1}")]
    public void A_value_too_many_refuses_a_JSON_document_before_any_is_made(string value)
    {
        var file = Encoding.UTF8.GetBytes($"[\n{string.Join(",", Enumerable.Repeat(value, 1_000_000))}]");

        var (root, fault) = JsonText.Read(file);

        Assert.Null(root);
        Assert.Equal("2:", $"{fault}"[..2]);
        Assert.Contains("more than 500000 values", fault!.Value.Message, StringComparison.Ordinal);
        Assert.InRange(Allocation.Of(() => JsonText.Read(file)), 0, NextToNothing);
    }

    [Theory]
    [InlineData("[1,2,3,4]", 5, true)]
    [InlineData("[1,2,3,4]", 4, false)]
    [InlineData("{\"a\":[1,2],\"b\":3}", 5, true)]
    [InlineData("{\"a\":[1,2],\"b\":3}", 4, false)]
    public void Values_are_counted_the_same_with_and_without_reading(string text, int most, bool taken) =>
        Assert.Equal(taken, JsonText.Read(Encoding.UTF8.GetBytes(text), new() { Nodes = most }).Root is not null);
}
