using System.Text;
using System.Text.Json;
using Palisade.Protection.Apis.GraphQl;
using Palisade.Protection.Tests.Apis.Generation;

namespace Palisade.Protection.Tests.Apis;

public sealed class GraphQlTests
{
    private const string Format = "VIOL_GRAPHQL_FORMAT";
    private const string Malformed = "VIOL_GRAPHQL_MALFORMED";
    private const string Introspection = "VIOL_GRAPHQL_INTROSPECTION_QUERY";

    [Theory]
    [InlineData("{ me { name } }")]
    [InlineData("query Q($id: ID!, $n: [Int!]! = [1, 2] @x) @live(every: 5) { book(id: $id) { ...B author { name(short: true) } ... on Novel @include(if: $p) { plot } ... { isbn } } } fragment B on Book { title pages }")]
    [InlineData("mutation { add(input: {title: \"a \\\" b\", tags: [RED, null, 1.5e3, -4], note: \"\"\"block \"quoted\" \\\"\"\" end\"\"\"}) { id } }")]
    [InlineData("subscription S { changed { id __typename } } # a remark")]
    [InlineData("\uFEFF{ a, b, c }")]
    [InlineData("{ books(first: 100) { title } }")]
    public void An_ordinary_query_passes(string query) => Assert.Empty(Post(query));

    [Theory]
    [InlineData("{ me { name }", Malformed)]
    [InlineData("{ }", Malformed)]
    [InlineData("", Malformed)]
    [InlineData("{ a } }", Malformed)]
    [InlineData("{ a(b: ) }", Malformed)]
    [InlineData("{ a() }", Malformed)]
    [InlineData("{ a(b: 01) }", Malformed)]
    [InlineData("{ a(b: 1x) }", Malformed)]
    [InlineData("{ a(b: \"x) }", Malformed)]
    [InlineData("type Q { a: Int }", Malformed)]
    [InlineData("{ a; drop table b }", Malformed)]
    [InlineData("{ ...F }", Malformed)]
    [InlineData("{ ...F } fragment F on A { ...G } fragment G on A { ...F }", Malformed)]
    [InlineData("{ a } fragment F on A { ...F }", Malformed)]
    [InlineData("{ ...F } fragment F on A { a } fragment F on A { b }", Malformed)]
    [InlineData("fragment F on A { a }", Format)]
    [InlineData("{ __schema { types { name } } }", Introspection)]
    [InlineData("{ ...F } fragment F on Query { t: __type(name: \"User\") { name } }", Introspection)]
    [InlineData("{ a { a { a { a { a { a { a { a { a { a { a { a { a { a { a { a } } } } } } } } } } } } } } } }", Format)]
    [InlineData("{ users(first: 200) { friends(first: 200) { name } } }", Format)]
    [InlineData("{ users(limit: 99999999999999999999) { name } }", Format)]
    [InlineData("query($n: Int = 100000) { users(first: $n) { name } }", Format)]
    public void A_query_that_should_not_reach_the_application_is_found(string query, string name) => Assert.Contains(Post(query), f => f == name);

    [Fact]
    public void Aliases_batches_directives_and_length_have_limits()
    {
        Assert.Contains(Format, Post($"{{ {string.Concat(Enumerable.Range(0, 16).Select(i => $"a{i}: login(pin: {i}) "))} }}"));
        Assert.Contains(Format, Post($"{{ a {string.Concat(Enumerable.Repeat("@x ", 51))} }}"));
        Assert.Contains(Format, Post($"{{ {new string('a', 20_000)} }}"));
        Assert.Contains(Format, Body($"[{string.Join(',', Enumerable.Repeat("{\"query\":\"{a}\"}", 11))}]"));
        Assert.Empty(Body($"[{string.Join(',', Enumerable.Repeat("{\"query\":\"{a}\"}", 10))}]"));
    }

    [Fact]
    public void Fragments_that_double_again_and_again_are_weighed_in_no_time()
    {
        var text = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < 100; i++) text.Append($" fragment F{i} on A {{ ...F{i + 1} ...F{i + 1} }}");
        text.Append(" fragment F100 on A { a }");

        Assert.Contains(Format, Post(text.ToString()));
    }

    [Fact]
    public void Values_of_variables_count()
    {
        const string Query = "query($n: Int) { users(first: $n) { friends(first: $n) { name } } }";
        Assert.Empty(Body(JsonSerializer.Serialize(new { query = Query, variables = new { n = 10 } })));
        Assert.Contains(Format, Body(JsonSerializer.Serialize(new { query = Query, variables = new { n = 1000 } })));
        Assert.Contains(Format, Get($"query={Uri.EscapeDataString(Query)}&variables={Uri.EscapeDataString("{\"n\":1000}")}"));
    }

    [Theory]
    [InlineData("query=%7Ba%7D", null)]
    [InlineData("query=%7Ba", Malformed)]
    [InlineData("query=%7Ba%7D&query=%7Bb%7D", Format)]
    [InlineData("query=%7Ba%7D&variables=%7B", Malformed)]
    [InlineData("", null)]
    public void Queries_in_the_target_are_looked_at(string query, string? name) => Assert.Equal(name is null ? [] : [name], Get(query));

    [Theory]
    [InlineData("[]", null)]
    [InlineData("5", Format)]
    [InlineData("{\"query\":5}", Format)]
    [InlineData("{\"operationName\":\"x\"}", Format)]
    [InlineData("{\"extensions\":{\"persistedQuery\":{\"version\":1}}}", null)]
    [InlineData("{\"query\":\"{a}\",\"query\":\"{b}\"}", Malformed)]
    [InlineData("{", Malformed)]
    public void The_form_of_the_body_counts(string body, string? name) => Assert.Equal(name is null ? [] : [name], Body(body));

    [Fact]
    public void Other_media_types_are_told_apart()
    {
        Assert.Empty(Send("POST", "/graphql", "application/graphql", "{ a }"));
        Assert.Equal([Malformed], Send("POST", "/graphql", "application/graphql", "{ a "));
        Assert.Equal([Format], Send("POST", "/graphql", "text/plain", "{\"query\":\"{a}\"}"));
    }

    [Fact]
    public void Depth_is_bounded_whatever_is_allowed_and_cuts_and_noise_do_not_throw()
    {
        var lax = new GraphQlCheck(new() { MostDepth = int.MaxValue, MostBytes = int.MaxValue, MostTokens = int.MaxValue, MostFields = int.MaxValue, MostCost = int.MaxValue });
        var head = SampleRequest.HeadOf("POST", "/graphql", [("Content-Type", "application/graphql")]);
        foreach (var text in new[] { string.Concat(Enumerable.Repeat("{a", 100_000)), $"{{a(b:{new string('[', 100_000)}", $"{{a(b:{string.Concat(Enumerable.Repeat("{a:", 100_000))}", $"query($a:{new string('[', 100_000)}" })
        {
            Assert.Equal([Malformed], lax.Check(head, Encoding.UTF8.GetBytes(text), whole: true).Select(f => f.Name));
        }

        var good = Encoding.UTF8.GetBytes("query Q($id: ID! = \"x\") { book(id: $id, in: [1, {a: 2.5}]) @x(y: \"\"\"z\"\"\") { ...B ... on C { d } } } fragment B on Book { title: name(first: -3) }");
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = i <= good.Length ? good[..i] : [.. good];
            if (i > good.Length) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotNull(lax.Check(head, bytes, whole: true));
        }
    }

    private static string[] Post(string query) => Body(JsonSerializer.Serialize(new { query }));

    private static string[] Body(string body) => Send("POST", "/graphql", "application/json", body);

    private static string[] Get(string query) => Send("GET", "/graphql?" + query, "text/plain", "");

    private static string[] Send(string method, string target, string type, string body)
    {
        var check = new GraphQlCheck(new());
        var head = SampleRequest.HeadOf(method, target, [("Content-Type", type)]);
        Assert.True(check.IsFor(head));
        return [.. check.Check(head, Encoding.UTF8.GetBytes(body), whole: true).Select(f => f.Name).Distinct()];
    }
}
