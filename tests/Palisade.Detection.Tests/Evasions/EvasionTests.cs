using System.Text;
using Palisade.Detection.Evasions;

namespace Palisade.Detection.Tests.Evasions;

public sealed class EvasionTests
{
    [Theory]
    [InlineData("%2527 or 1", Confidence.Medium, "twice")]
    [InlineData("%252e%252e%252f", Confidence.Medium, "twice")]
    [InlineData("%2525252F", Confidence.Medium, "three times")]
    [InlineData("%25u0027", Confidence.Medium, "once more")]
    [InlineData("%u003cscript", Confidence.Medium, "%uHHHH")]
    [InlineData("%uff1cscript", Confidence.Medium, "look-alike")]
    [InlineData("a.php%00.jpg", Confidence.Medium, "null byte")]
    [InlineData("a.php\0.jpg", Confidence.Medium, "null byte")]
    [InlineData("%c0%ae%c0%ae/x", Confidence.Medium, "overlong")]
    [InlineData("%c0./x", Confidence.Medium, "overlong")]
    [InlineData("\u00c0\u00af", Confidence.Medium, "overlong")]
    [InlineData("\u00ef\u00bc\u009cscript>", Confidence.Medium, "full-width")]
    [InlineData("%61%6c%65%72%74%28", Confidence.Low, "percent-encoded")]
    [InlineData("%61%6c%65%72%74%31", Confidence.Medium, "percent-encoded")]
    [InlineData("&#106;&#97;&#118;&#97;script:", Confidence.Medium, "references")]
    [InlineData("\\u0061\\x6cert(1)", Confidence.Low, "escapes")]
    [InlineData("<s%cript>ale%rt", Confidence.Low, "broken")]
    [InlineData("/app/..;/admin", Confidence.Medium, "path parameter")]
    [InlineData("/etc/./././passwd", Confidence.Low, "same directory")]
    [InlineData("/etc/./././././passwd", Confidence.Medium, "same directory")]
    [InlineData("union/**/select", Confidence.Low, "comment")]
    [InlineData("/scripts/a\\b.asp", Confidence.Low, "backslashes")]
    public void An_evasion_is_named(string value, Confidence confidence, string? reason)
    {
        var finding = Evasion.Detect(Encoding.Latin1.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        if (reason is not null) Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("50% off")]
    [InlineData("50%off and 20%more")]
    [InlineData("%E4%BD%A0%E5%A5%BD+a%26b%20c")]
    [InlineData("%E9%e8 caf\u00e9")]
    [InlineData("https%3A%2F%2Fexample.com%2F%3Fnext%3Dhttps%253A%252F%252Fa.example%252F%253Fb%253Dc%2520d")]
    [InlineData("%u4F60%u597D")]
    [InlineData("{\\u0022a\\u0022:\\u003c\\u00e9}")]
    [InlineData("&#39;a&#39; &lt;b&gt; &#x27;")]
    [InlineData("\uff21\uff22")]
    [InlineData("a/./b")]
    [InlineData("C:\\dir\\x64\\u")]
    [InlineData("")]
    public void What_applications_send_is_none(string value) => Assert.Null(Evasion.Detect(Encoding.UTF8.GetBytes(value)));
}
