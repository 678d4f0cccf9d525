using System.Diagnostics;
using System.Text;
using Palisade.Detection.Decoding;

namespace Palisade.Detection.Tests.Decoding;

public sealed class UnwrapTests
{
    [Theory]
    [InlineData("%3Cb%3e", "<b>", Layers.Percent)]
    [InlineData("1%27+or+1", "1' or 1", Layers.Percent)]
    [InlineData("a%2Bb+c%3D", "a+b+c=", Layers.Percent)]
    [InlineData("%2527", "%27", Layers.Percent)]
    [InlineData("%u003c%U0027", "<'", Layers.PercentU)]
    [InlineData("%uff1c%u00e9", "<\u00c3\u00a9", Layers.PercentU | Layers.FullWidth)]
    [InlineData("&lt;b&gt;&colon;&lpar;&NewLine;", "<b>:(\n", Layers.Html)]
    [InlineData("&#60b&#x3E;&#0000039", "<b>'", Layers.Html)]
    [InlineData("&lt script", "< script", Layers.Html)]
    [InlineData("\\x3cb\\u003E\\u{27}\\101\\47.", "<b>'A'.", Layers.Script)]
    [InlineData("a\\r\\nb", "a\r\nb", Layers.Script)]
    [InlineData("%c0%ae%c0%ae/%e0%80%af", "..//", Layers.Percent | Layers.Overlong)]
    [InlineData("\u00c0\u00ae\u00c1\u009c\u00f0\u0080\u0080\u00af\u00c0.", ".\\/.", Layers.Overlong)]
    [InlineData("\u00ef\u00bc\u009cscript\u00ef\u00bc\u009e", "<script>", Layers.FullWidth)]
    [InlineData("\u00e2\u0080\u00a4\u00ef\u00bc\u0087\u00ca\u00bc", ".''", Layers.FullWidth)]
    [InlineData("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "<script>alert(1)</script>", Layers.Base64)]
    [InlineData("PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg", "<script>alert(1)</script>", Layers.Base64)]
    [InlineData("JyBvciAxPTEtLSA_Pz8-", "' or 1=1-- ???>", Layers.Base64)]
    [InlineData("data:text/html;base64,PHNjcmlwdD4=", "data:text/html;base64,<script>", Layers.Base64)]
    [InlineData("0x3c7363726970743e", "<script>", Layers.Hex)]
    [InlineData("3c7363726970743e", "<script>", Layers.Hex)]
    [InlineData("%253Cb%26lt;", "%3Cb&lt;", Layers.Percent)]
    [InlineData("DQpTZXQtQ29va2llOiBhPWI=", "\r\nSet-Cookie: a=b", Layers.Base64)]
    [InlineData("Y29zCnN5c3RlbQooUydpZCcKdFIu", "cos\nsystem\n(S'id'\ntR.", Layers.Base64)]
    [InlineData("%1%' %O%R %'%1%'%=%'%1", "1' OR '1'='1", Layers.StrayPercent)]
    [InlineData("%251%25' %25O%25R %25'%251%25'%25=%25'%251", "1' OR '1'='1", Layers.Percent | Layers.StrayPercent)]
    public void A_round_takes_one_layer_off(string value, string expected, Layers layers)
    {
        var (text, applied) = Round(value);

        Assert.Equal(expected, text);
        Assert.Equal(layers, applied);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100%")]
    [InlineData("50% off & more")]
    [InlineData("a + b = c")]
    [InlineData("?a=1&lt=2&gt=3&copy=1")]
    [InlineData("&#; &#x; &; &unknown; &amp")]
    [InlineData("C:\\new\\table\\x")]
    [InlineData("\\d+\\1\\u12\\x4")]
    [InlineData("caf\u00c3\u00a9 \u00e2\u0080\u0099s \u00e2\u0080\u00a6")]
    [InlineData("caf\u00e9 \u00c0 la carte")]
    [InlineData("password")]
    [InlineData("administrator")]
    [InlineData("The quick brown fox jumps over the lazy dog")]
    [InlineData("SGVsbG8gd29ybGQ=")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("4111111111111111")]
    [InlineData("2728303132333435")]
    [InlineData("20261125222500")]
    [InlineData("0xdeadbeef")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    public void What_hides_nothing_is_left_alone(string value)
    {
        var (text, applied) = Round(value);

        Assert.Equal(value, text);
        Assert.Equal(Layers.None, applied);
    }

    [Fact]
    public void Three_rounds_open_three_layers()
    {
        var value = "JTI1M0NzY3JpcHQlMjUzRQ==";
        for (var i = 0; i < 3; i++) value = Round(value).Text;

        Assert.Equal("<script>", value);
    }

    [Fact]
    public void No_bytes_throw_grow_or_change_in_vain()
    {
        var random = new Random(20261125);
        var spice = "%u00fF+\\x41\\u{0041}\\101&#x41;&amp;&lt0xABCDEFg=base64,\u00c0\u00ae\u00e0\u0080\u00af\u00ef\u00bc\u009c\u00f0\u009d\u0090\u0080"u8.ToArray();
        var target = new byte[64];
        for (var round = 0; round < 200_000; round++)
        {
            var value = new byte[random.Next(48)];
            random.NextBytes(value);
            if (round % 4 != 0)
            {
                for (var i = 0; i < value.Length; i++) value[i] = spice[random.Next(spice.Length)];
            }

            var layers = Unwrap.Round(value, target, out var written);
            Assert.InRange(written, 0, value.Length);
            if (layers != Layers.None) Assert.True(value.AsSpan().ContainsAny(Unwrap.Triggers) && Unwrap.MayApply(value));
        }
    }

    [Theory]
    [InlineData("%41")]
    [InlineData("%")]
    [InlineData("+%")]
    [InlineData("&#0000000000000000000000000")]
    [InlineData("&amp")]
    [InlineData("\\u{")]
    [InlineData("\u00fc\u0080\u0080")]
    [InlineData("A")]
    [InlineData("base64,A")]
    [InlineData("PHNj")]
    [InlineData("3c")]
    public void A_mebibyte_is_read_in_linear_time(string unit)
    {
        var value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length)));
        var target = new byte[value.Length];
        var clock = Stopwatch.StartNew();
        Unwrap.Round(value, target, out _);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static (string Text, Layers Layers) Round(string value)
    {
        var bytes = Encoding.Latin1.GetBytes(value);
        var target = new byte[bytes.Length];
        var layers = Unwrap.Round(bytes, target, out var written);
        return (Encoding.Latin1.GetString(layers == Layers.None ? bytes : target.AsSpan(0, written)), layers);
    }
}
