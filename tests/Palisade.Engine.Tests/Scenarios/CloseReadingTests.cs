using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Palisade.Engine.Rules;
using Palisade.Engine.Tests.Bodies;

namespace Palisade.Engine.Tests.Scenarios;

/// <summary>What an application may read in a request whatever its form says becomes arguments, where the rules ask for that.</summary>
public sealed class CloseReadingTests
{
    private const string Rule = "SecRequestBodyAccess On\nSecRule ARGS \"@streq it's\" \"id:1,phase:2,deny,status:403\"\nSecRule REQBODY_ERROR \"!@eq 0\" \"id:2,phase:2,deny,status:400\"\n";

    private static readonly CompileOptions Close = new() { Mode = EngineMode.On, CloseReading = true };

    [Theory]
    [InlineData("", """{"a":{"b":["it's"]}}""")]
    [InlineData("text/plain", """ {"a":"it\u0027s"}""")]
    [InlineData("application/octet-stream", "<a><b>no</b><b>it's</b></a>")]
    [InlineData("image/svg+xml", "<a b=\"it's\"/>")]
    [InlineData("text/plain;charset=UTF-8", "x=1&y=it%27s")]
    [InlineData("application/x-unknown", "it's")]
    [InlineData("application/x-www-form-urlencoded", """{"a":"it's"}""")]
    [InlineData("application/x-www-form-urlencoded", "<a>it's</a>")]
    [InlineData("application/x-www-form-urlencoded", "a=%7B%22b%22%3A%5B1%2C%22it's%22%5D%7D")]
    [InlineData("text/css", """["it's"]""")]
    public void A_body_is_read_by_what_it_looks_like_whatever_its_type(string type, string body)
    {
        Scenario.Rules(Rule, Close).Post("/", body, type).Blocks(403);
        Scenario.Rules(Rule).Post("/", body, type).Passes();
    }

    [Theory]
    [InlineData("/a/it%27s/b")]
    [InlineData("/it's")]
    [InlineData("/?a={%22b%22:{%22c%22:%22it%27s%22}}")]
    [InlineData("/?query={user(name:%22it%27s%22){id}}")]
    public void A_segment_of_the_path_and_what_stands_in_a_parameter_are_values_of_their_own(string target) =>
        Scenario.Rules(Rule, Close).Get(target).Blocks(403);

    [Theory]
    [InlineData("https://other.example/s?q=it%27s")]
    [InlineData("http://a/?x=1&it%27s")]
    public void What_stands_in_the_query_of_a_referer_is_a_value_of_its_own(string referer) =>
        Scenario.Rules(Rule, Close).Get("/").Header("Referer", referer).Blocks(403);

    [Fact]
    public void A_segment_that_hides_text_in_Base64_is_a_value() =>
        Scenario.Rules("SecRule ARGS \"@streq it's a secret\" \"id:1,phase:2,deny,status:403,t:base64Decode\"\n", Close).Get("/a/aXQncyBhIHNlY3JldA==/b").Blocks(403);

    [Theory]
    [InlineData("query F { a(b: \"it's\") { id } }")]
    [InlineData("mutation { a(b: \"\"\"it's\"\"\") }")]
    [InlineData("{ a # \"no\n (b: \"x\\\"y\", c: \"it\\u0027s\") }")]
    public void Literals_of_a_GraphQL_document_are_values(string document) =>
        Scenario.Rules("SecAction \"id:9,phase:1,pass,nolog,ctl:requestBodyProcessor=JSON\"\n" + Rule, Close)
            .Post("/graphql", JsonSerializer.Serialize(new { query = document }), "application/json").Blocks(403);

    [Theory]
    [InlineData("text/plain", "{not json: it's}")]
    [InlineData("", "[x](y)")]
    [InlineData("", "<not xml")]
    [InlineData("text/html", "it's")]
    [InlineData("", "a=it's")]
    [InlineData("application/x-www-form-urlencoded", "a={it's")]
    public void What_only_begins_like_a_form_of_data_is_no_fault(string type, string body) =>
        Scenario.Rules(Rule, Close).Post("/", body, type).Passes();

    [Fact]
    public void Bytes_that_nobody_reads_are_not_looked_at()
    {
        var bytes = new byte[600];
        new Random(1).NextBytes(bytes);
        var body = "\0\u0001\u0002\u0003\0\0" + Encoding.Latin1.GetString(bytes);
        Scenario.Rules("SecRule &ARGS \"@gt 0\" \"id:1,phase:2,deny,status:403\"", Close).Post("/", body, "application/x-protobuf").Passes();
    }

    [Fact]
    public void Cuts_and_any_bytes_are_answered()
    {
        string[] samples = ["""{"query":"{ a(b: \"x\\\"y\", c: \"\"\"z\"\"\") # c\n }","n":"{\"m\":[1]}"}""", "<a b='&amp;'>x<c/></a>", "a=%7B%22b%22%3A1%7D&query={a(b:%22c%22)}"];
        var random = new Random(5);
        foreach (var sample in samples)
        {
            for (var cut = 0; cut <= sample.Length; cut += 3)
            {
                var mutated = Parsed.Bytes(sample[..cut]);
                if (cut > 0) mutated[random.Next(cut)] = (byte)random.Next(256);
                foreach (var type in new[] { "", "application/x-www-form-urlencoded" }) Assert.Empty(Scenario.Rules(Rule, Close).Post("/" + sample[..cut], Parsed.Text(mutated), type).Run().Faults);
            }
        }
    }

    [Fact]
    public void A_deep_or_long_text_takes_linear_time()
    {
        foreach (var text in new[] { new string('[', 120_000), string.Concat(Enumerable.Repeat("{\"a\":", 20_000)), string.Concat(Enumerable.Repeat("<a>", 40_000)), "query{" + new string('"', 120_000) + "}" })
        {
            var clock = Stopwatch.StartNew();
            Scenario.Rules(Rule, Close).Post("/", text, "").Run();
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{text[..10]}: {clock.Elapsed}");
        }
    }
}
