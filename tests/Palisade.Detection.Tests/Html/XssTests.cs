using System.Text;
using Palisade.Detection.Html;

namespace Palisade.Detection.Tests.Html;

public sealed class XssTests
{
    [Theory]
    [InlineData("")]
    [InlineData("this is not an XSS")]
    [InlineData("a < b and c > d")]
    [InlineData("if (a<b && c>d) return;")]
    [InlineData("online=yes")]
    [InlineData("he said \"online=yes\" to me")]
    [InlineData("<p>Hello <b>World</b></p>")]
    [InlineData("<a href=\"https://example.com/?a=b\" target=_blank>x</a>")]
    [InlineData("<img src=\"a.png\" alt='x'>")]
    [InlineData("<p style=\"color: red\">x</p>")]
    [InlineData("JavaScript: the good parts (2nd edition)")]
    [InlineData("vector<object> and List<Base>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b>c</b></a>")]
    [InlineData("<!DOCTYPE html><html><body>x</body></html>")]
    [InlineData("john <john@example.com>")]
    [InlineData("style=bold&once=1&only=2")]
    [InlineData("http://www.coreruleset.org")]
    [InlineData("I <3 you, on=off")]
    [InlineData("const onError = (err) => {")]
    [InlineData("{\"onclick\": \"save\"}")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("\"><> weird")]
    [InlineData("<input type=\"text\" name=\"q\" value=\"v\">")]
    [InlineData("<div data-foo='{\"a\":1}' style=\"margin: 0; background: url('/a.png')\">x</div>")]
    public void Ordinary_text_is_clean(string value) => Assert.Null(Detect(value));

    [Theory]
    [InlineData("<script>alert(1)</script>", XssKind.Element, XssContext.Data)]
    [InlineData("www.github.com<script><img><iframe>", XssKind.Element, XssContext.Data)]
    [InlineData("<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\" src=\"data:,alert(1)\" />", XssKind.Element, XssContext.Data)]
    [InlineData("<svg/onload=alert()>", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<iframe src=//evil>", XssKind.Element, XssContext.Data)]
    [InlineData("<a href=\"javascript:alert(1)\">)", XssKind.ScriptUrl, XssContext.Data)]
    [InlineData("<a href=\" java\tscript&colon;alert(1)\">", XssKind.ScriptUrl, XssContext.Data)]
    [InlineData("<a href='&#0000106&#x61;vascript:alert(1)'>", XssKind.ScriptUrl, XssContext.Data)]
    [InlineData("<object data='data:text/html;base64,PHM='>", XssKind.ScriptUrl, XssContext.Data)]
    [InlineData("<xss onbeforehellfreezes=alerw(1)>", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<img src=x onerror = alert(1)>", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<img/src='x'onerror=alert(1)//", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<a <img src=x onerror=alert(1)>", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<p style=\"x:expr/**/ession(alert(1))\">", XssKind.Style, XssContext.Data)]
    [InlineData("<p style='-moz-binding:url(x)'>", XssKind.Style, XssContext.Data)]
    [InlineData("<button formaction=//evil>", XssKind.Attribute, XssContext.Data)]
    [InlineData("<base href=//evil/>", XssKind.Attribute, XssContext.Data)]
    [InlineData("<meta http-equiv=refresh content=0>", XssKind.Attribute, XssContext.Data)]
    [InlineData("<set attributeName=onmouseover to=alert(1)>", XssKind.Attribute, XssContext.Data)]
    [InlineData("<p title=\"</title><img src=x onerror=alert(1)>\">", XssKind.Element, XssContext.Data)]
    [InlineData("<!--[if IE]><p>", XssKind.Declaration, XssContext.Data)]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", XssKind.Declaration, XssContext.Data)]
    [InlineData("<?xml-stylesheet href='x'?>", XssKind.Declaration, XssContext.Data)]
    [InlineData("/get/\"onmouseover='prompt(document.cookie)'\"", XssKind.EventHandler, XssContext.DoubleQuoted)]
    [InlineData("x' autofocus onfocus=alert(1) y='", XssKind.EventHandler, XssContext.SingleQuoted)]
    [InlineData("x onmouseover=alert(1)", XssKind.EventHandler, XssContext.Tag)]
    [InlineData("\" style=\"x:expression(alert(1))", XssKind.Style, XssContext.DoubleQuoted)]
    [InlineData("\"><b>bold", XssKind.Element, XssContext.DoubleQuoted)]
    [InlineData("<img src= onerror=alert(1)>", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<body onload!#$%&()*=alert(1)>", XssKind.EventHandler, XssContext.Data)]
    [InlineData("<span datasrc=#x datafld=b>", XssKind.Attribute, XssContext.Data)]
    [InlineData("<script/src=//x", XssKind.Element, XssContext.Data)]
    [InlineData("x</script>", XssKind.Element, XssContext.Data)]
    [InlineData("data:text/html,<b>x", XssKind.ScriptUrl, XssContext.Url)]
    [InlineData("javascript:alert(1)", XssKind.ScriptUrl, XssContext.Url)]
    public void Active_content_is_found_with_its_kind_and_place(string value, XssKind kind, XssContext context)
    {
        var finding = Detect(value);

        Assert.NotNull(finding);
        Assert.Equal((kind, context), (finding.Kind, finding.Context));
    }

    [Theory]
    [InlineData("</script><svg onload=alert(1)>", Confidence.High)]
    [InlineData("<svg><animate onbegin=alert(1) attributeName=x>", Confidence.High)]
    [InlineData("<iframe src=javascript:alert(1)>", Confidence.High)]
    [InlineData("<math><a xlink:href=javascript:alert(1)>x", Confidence.High)]
    [InlineData("<x-a onfocus=alert(1) tabindex=1 autofocus>", Confidence.High)]
    [InlineData("\" autofocus onfocus=alert(1) x=\"", Confidence.High)]
    [InlineData("' onpointerenter='alert(1)", Confidence.High)]
    [InlineData("he said \"yes\" and then he set onclick=alert(1)", Confidence.Medium)]
    [InlineData("<div v-html=\"x.constructor('alert(1)')()\">", Confidence.Medium)]
    [InlineData("<a @click=\"alert(1)\">", Confidence.Medium)]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", Confidence.Medium)]
    [InlineData("<img src='//evil.example/?", Confidence.Medium)]
    [InlineData("<svg>", Confidence.Medium)]
    public void The_surest_part_decides(string value, Confidence confidence) => Assert.Equal(confidence, Detect(value)?.Confidence);

    [Fact]
    public void A_finding_says_where_it_is_and_why()
    {
        const string value = "abc <img src=x onerror=alert(1)>";
        var finding = Detect(value);

        Assert.NotNull(finding);
        Assert.Equal("onerror=alert(1)", value.Substring(finding.Offset, finding.Length));
        Assert.Equal(Confidence.High, finding.Confidence);
        Assert.Equal("between tags, sets the event handler onerror", finding.Reason);
    }

    [Fact]
    public void Ordinary_text_costs_no_allocation()
    {
        var value = "a < b, \"x=y\" and <b class='z' title=t>bold</b> `q` & so on=2"u8.ToArray();

        Assert.Equal(0, Allocation.Of(() => Xss.Detect(value), 100));
    }

    private static XssFinding? Detect(string value) => Xss.Detect(Encoding.Latin1.GetBytes(value));
}
