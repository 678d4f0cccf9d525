using System.Text;
using Palisade.Configuration.Documents;

namespace Palisade.Configuration.Tests.Documents;

public sealed class DifferenceTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "spec.a: 1 → 1.0")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"c":[]}""", "spec.a: 1 → (absent)\nspec.c: (absent) → []")]
    [InlineData("""{"r":[{"p":"/a"},{"p":"/b"}]}""", """{"r":[{"p":"/a"},{"p":"/c"}]}""", "spec.r[1].p: \"/b\" → \"/c\"")]
    [InlineData("""{"r":[1,2,3]}""", """{"r":[0,1,2,3]}""", "spec.r[0]: (absent) → 0")]
    [InlineData("""{"r":[1,2,3]}""", """{"r":[1,3]}""", "spec.r[1]: 2 → (absent)")]
    [InlineData("""{"l":{"app/x":"1"}}""", """{"l":{"app/x":"2"}}""", "spec.l['app/x']: \"1\" → \"2\"")]
    [InlineData("""{"a":{}}""", """{"a":[]}""", "spec.a: {} → []")]
    public void Every_place_is_named_as_operators_write_it(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('\n', Difference.Between(Of(before), Of(after), "spec")));

    [Fact]
    public void A_document_that_was_not_there_is_one_difference() =>
        Assert.Equal("(absent) → {\"a\":1}", Difference.Between(null, Of("""{"a":1}"""), "spec").Single().ToString()["spec: ".Length..]);

    [Fact]
    public void Random_documents_differ_where_and_only_where_they_are_not_equal()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = (Any(random, 4), Any(random, 4));
            Assert.Equal(CanonicalJson.AreEqual(a, b), Difference.Between(a, b).Count == 0);
            Assert.All(Difference.Between(a, b), d => Assert.NotEqual(d.Before is null ? null : CanonicalJson.WriteText(d.Before), d.After is null ? null : CanonicalJson.WriteText(d.After)));
        }
    }

    [Theory]
    [InlineData("a.b[2].c", "a|b|2|c")]
    [InlineData("labels['app/x''y.z'].q", "labels|app/x'y.z|q")]
    [InlineData("", "")]
    [InlineData("a['", "a|")]
    [InlineData("a[", "a|")]
    public void Paths_are_steps(string path, string steps) => Assert.Equal(steps, string.Join('|', FieldPath.Steps(path)));

    private static Node Of(string json) => JsonText.Read(Encoding.UTF8.GetBytes(json)).Root!;

    private static Node Any(Random random, int depth) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => Node.OfNumber(random.Next(3).ToString()),
        1 => Node.OfText("t" + random.Next(3)),
        2 => Node.OfFlag(random.Next(2) == 0),
        3 => Node.OfNothing(),
        4 => Node.OfList([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        _ => Node.OfMap(Enumerable.Range(0, random.Next(4)).Select(n => KeyValuePair.Create("k" + n, Any(random, depth - 1)))),
    };
}
