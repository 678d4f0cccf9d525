using System.Text;
using Palisade.Detection.Headers;

namespace Palisade.Detection.Tests.Headers;

public sealed class HeaderInjectionTests
{
    [Theory]
    [InlineData("x\r\nSet-Cookie: a=b", Confidence.High)]
    [InlineData("\nSet-Cookie:crlf=injection", Confidence.High)]
    [InlineData("/index\r\nLocation: http://evil.example/", Confidence.High)]
    [InlineData("en\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", Confidence.High)]
    [InlineData("a b\r\n\r\nHTTP/1.1 200 OK", Confidence.High)]
    [InlineData("x HTTP/1.1\r\nGET /admin HTTP/1.1\r\nHost: x", Confidence.High)]
    [InlineData("x\rTransfer-Encoding: chunked", Confidence.High)]
    [InlineData("x\r\nX-Forwarded-Host: evil.example", Confidence.High)]
    [InlineData("x\r\nX-Custom: 1", Confidence.Medium)]
    [InlineData("\u560d\u560aSet-Cookie: a=b", Confidence.High)]
    public void A_header_or_message_is_found(string value, Confidence confidence)
    {
        var finding = HeaderInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("Dear Sir,\r\nNote: please reply.\r\nLocation: Room 5")]
    [InlineData("Party\nLocation: Room 5/6")]
    [InlineData("Recipe\nLink: https://example.com/")]
    [InlineData("key: value\nother-key: value")]
    [InlineData("Hello there\nContent: text/plain is used\n")]
    [InlineData("How do I use Content-Type?\nI tried Content-Type: text/html\nbut no")]
    [InlineData("GET\nREADY")]
    [InlineData("\u5600\u5601\u5602")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(HeaderInjection.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
