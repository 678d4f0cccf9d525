using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("""{"foo":"bar","mod":"sec"}""", "json.foo=bar|json.mod=sec")]
    [InlineData("""{"a":{"b":{"c":1}}}""", "json.a.b.c=1")]
    [InlineData("""{"a":["x",{"b":"y"},[1,[2]]]}""", "json.a.array_0=x|json.a.array_1.b=y|json.a.array_2.array_0=1|json.a.array_2.array_1.array_0=2")]
    [InlineData("""[1,2]""", "json.array_0=1|json.array_1=2")]
    [InlineData("""[{"a":1},{"a":2}]""", "json.array_0.a=1|json.array_1.a=2")]
    [InlineData("""{"a":[1],"b":[2,3],"c":4}""", "json.a.array_0=1|json.b.array_0=2|json.b.array_1=3|json.c=4")]
    [InlineData("""{"n":null,"t":true,"f":false,"x":-1.50E+3,"z":0}""", "json.n=|json.t=true|json.f=false|json.x=-1.50E+3|json.z=0")]
    [InlineData("""{"a":1,"a":2}""", "json.a=1|json.a=2")]
    [InlineData("""{"":1,"a.b":2}""", "json.=1|json.a.b=2")]
    [InlineData("\"text\"", "json=text")]
    [InlineData("42", "json=42")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData(" {\t\"a\" :\r\n1 } ", "json.a=1")]
    public void Values_are_named_by_their_path(string text, string expected)
    {
        var body = Parsed.Json(text);
        Assert.Null(body.Error);
        Assert.Equal(expected, string.Join('|', body.Lines()));
    }

    [Theory]
    [InlineData("""{"a":["x",{"b":"y"}]}""", "json.a.0=x|json.a.1.b=y|json.a=2")]
    [InlineData("""[[],[1]]""", "json.0=0|json.1.0=1|json.1=1|json=2")]
    public void Coraza_names_elements_by_number_and_adds_the_length(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Parsed.Json(text, JsonNaming.Coraza).Lines()));

    [Theory]
    [InlineData("""{"a":"\"\\\/\b\f\n\r\t"}""", "json.a=\"\\/\b\f\n\r\t")]
    [InlineData("""{"\u0061":"\u003cscript\u003E"}""", "json.a=<script>")]
    [InlineData("""{"a":"\u00e9"}""", "json.a=\u00c3\u00a9")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "json.a=\u00f0\u009f\u0098\u0080")]
    [InlineData("""{"a":"\ud83dx\ude00"}""", "json.a=\u00ef\u00bf\u00bdx\u00ef\u00bf\u00bd")]
    [InlineData("""{"a":"\ud83d\u0041"}""", "json.a=\u00ef\u00bf\u00bdA")]
    [InlineData("""{"a":"\u0000"}""", "json.a=\0")]
    public void Strings_and_keys_are_unescaped(string text, string expected)
    {
        var body = Parsed.Json(text);
        Assert.Null(body.Error);
        Assert.Equal([expected], body.Lines());
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("""{"a":Infinity}""")]
    [InlineData("""{"a":01}""")]
    [InlineData("""{"a":'b'}""")]
    [InlineData("""{a:1}""")]
    [InlineData("""{"a":"\x41"}""")]
    [InlineData("""{"a":1} {"b":2}""")]
    [InlineData("""{"a":1/**/}""")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("{\"a\":\"\u00ff\"}")]
    public void What_is_not_JSON_is_a_fault(string text) =>
        Assert.StartsWith("JSON parsing error: ", Parsed.Json(text).Error, StringComparison.Ordinal);

    [Fact]
    public void An_empty_body_is_no_fault() => Assert.Null(Parsed.Json("").Error);

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        var body = Parsed.Json("\u00ef\u00bb\u00bf{\"a\":1}");
        Assert.Null(body.Error);
        Assert.Equal(["json.a=1"], body.Lines());
    }

    [Fact]
    public void What_stands_before_and_after_a_fault_is_still_inspected() =>
        Assert.Equal(["json.a=1", "json='union select'}"], Parsed.Json("""{"a":1,"b":'union select'}""").Lines());

    [Fact]
    public void Invalid_UTF_8_is_a_fault_and_still_inspected() =>
        Assert.Equal(["json.a=\u00ff'"], Parsed.Json("{\"a\":\"\u00ff'\"}").Lines());

    [Theory]
    [InlineData(5, null)]
    [InlineData(4, "JSON parsing error: nested deeper than the limit")]
    public void Depth_is_counted_in_containers(int limit, string? error) =>
        Assert.Equal(error, Parsed.Json("""{"k1":{"k2":{"k3":{"k4":{"k5":"v"}}}}}""", depth: limit).Error);

    [Fact]
    public void Values_below_the_depth_limit_keep_the_last_name_and_those_after_them_their_own() =>
        Assert.Equal(["json.a.b=x", "json.a.b=y", "json.a.c=z"], Parsed.Json("""{"a":{"b":{"d":"x","e":["y"]},"c":"z"}}""", depth: 2).Lines());

    [Fact]
    public void A_body_cut_at_the_inspected_budget_is_no_fault_and_its_tail_is_inspected()
    {
        var body = Parsed.Json("""{"a":1,"b":"select fr""", truncated: true);
        Assert.Null(body.Error);
        Assert.Equal(["json.a=1", "json=\"select fr"], body.Lines());
    }

    [Fact]
    public void Arguments_over_the_limit_are_left_out_and_reported()
    {
        var body = Parsed.Json("[1,2,3,4]", limit: 3);
        Assert.Equal(3, body.Arguments.Count);
        Assert.True(body.ArgumentLimitExceeded);
    }

    [Fact]
    public void A_hundred_thousand_open_arrays_are_read_in_linear_time()
    {
        var body = Parsed.Json(new string('[', 100_000));
        Assert.Equal("JSON parsing error: nested deeper than the limit", body.Error);
    }

    [Fact]
    public void A_hundred_thousand_objects_inside_each_other_cost_no_more_names_than_the_limit()
    {
        var body = Parsed.Json(string.Concat(Enumerable.Repeat("{\"k\":", 100_000)) + "1" + new string('}', 100_000));
        var value = Assert.Single(body.Arguments);
        Assert.Equal(4 + (2 * Parsed.DepthLimit), value.Name.Length);
    }

    [Fact]
    public void A_long_key_above_many_values_does_not_multiply_into_gigabytes()
    {
        var body = Parsed.Json("{\"" + new string('k', 500_000) + "\":[" + string.Join(',', Enumerable.Repeat("1", 200_000)) + "]}");
        Assert.Equal("JSON parsing error: the names of the values are too long in total", body.Error);
        Assert.True(body.Arguments.Sum(a => (long)a.Name.Length) < 64L * 1_000_000 + 1_000_000);
    }
}
