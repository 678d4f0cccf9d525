using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

public sealed class UrlEncodedBodyTests
{
    [Theory]
    [InlineData("a=1&b=2", "a=1|b=2", false)]
    [InlineData("a=1&a=2", "a=1|a=2", false)]
    [InlineData("a", "a=", false)]
    [InlineData("a=b=c", "a=b=c", false)]
    [InlineData("=x", "=x", false)]
    [InlineData("=", "=", false)]
    [InlineData("a=1&&b=2&", "a=1|b=2", false)]
    [InlineData("a+b=c+d", "a b=c d", false)]
    [InlineData("%61=%3d%26%00", "a==&\0", false)]
    [InlineData("a=%e9%FF", "a=\u00e9\u00ff", false)]
    [InlineData("a=%", "a=%", true)]
    [InlineData("a=%4", "a=%4", true)]
    [InlineData("a=%4g", "a=%4g", true)]
    [InlineData("a=%%34", "a=%4", true)]
    [InlineData("a=%u0041", "a=%u0041", true)]
    [InlineData("%zz=1", "%zz=1", true)]
    [InlineData("a=%2541", "a=%41", false)]
    [InlineData("", "", false)]
    public void Segments_become_arguments(string body, string expected, bool invalid)
    {
        var into = new ParsedBody();
        Assert.Equal(invalid, UrlEncodedBody.Parse(Parsed.Bytes(body), (byte)'&', 0, into));
        Assert.Equal(expected, string.Join('|', into.Lines()));
    }

    [Fact]
    public void Another_separator_can_be_chosen()
    {
        var into = new ParsedBody();
        UrlEncodedBody.Parse(Parsed.Bytes("a=1&x;b=2"), (byte)';', 0, into);
        Assert.Equal(["a=1&x", "b=2"], into.Lines());
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 3, false)]
    [InlineData(0, 3, false)]
    public void Arguments_over_the_limit_are_left_out_and_reported(int limit, int kept, bool exceeded)
    {
        var into = new ParsedBody();
        UrlEncodedBody.Parse(Parsed.Bytes("a=1&b=2&c=3"), (byte)'&', limit, into);
        Assert.Equal(kept, into.Arguments.Count);
        Assert.Equal(exceeded, into.ArgumentLimitExceeded);
    }

    [Fact]
    public void A_plus_is_kept_where_it_is_no_space()
    {
        var invalid = false;
        Assert.Equal("a+b c", Parsed.Text(UrlDecoding.Decode(Parsed.Bytes("a+b%20c"), plusIsSpace: false, ref invalid)));
        Assert.False(invalid);
    }

    [Fact]
    public void Every_cut_gives_a_prefix_of_the_arguments()
    {
        var body = Parsed.Bytes("user=a%20b&pass=%C3%A9+x&list[]=1&list[]=%2f&&=");
        var whole = new ParsedBody();
        UrlEncodedBody.Parse(body, (byte)'&', 0, whole);
        for (var cut = 0; cut <= body.Length; cut++)
        {
            var into = new ParsedBody();
            UrlEncodedBody.Parse(body.AsMemory(0, cut), (byte)'&', 0, into);
            Assert.Equal(whole.Lines().Take(Math.Max(0, into.Arguments.Count - 1)), into.Lines().Take(Math.Max(0, into.Arguments.Count - 1)));
        }
    }

    [Fact]
    public void Ten_thousand_arguments_are_read_in_linear_time()
    {
        var into = new ParsedBody();
        UrlEncodedBody.Parse(Parsed.Bytes(string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"n{i}=%4{i % 10}"))), (byte)'&', 0, into);
        Assert.Equal(10_000, into.Arguments.Count);
        Assert.Equal("n9999=I", into.Lines()[9_999]);
    }
}
