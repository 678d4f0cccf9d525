using System.Text;
using Palisade.Detection.Targets;

namespace Palisade.Detection.Tests.Targets;

public sealed class RequestForgeryTests
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", Confidence.High)]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/", Confidence.High)]
    [InlineData("http://[fd00:ec2::254]/", Confidence.High)]
    [InlineData("http://2852039166/", Confidence.High)]
    [InlineData("http://127.0.0.1:22/", Confidence.High)]
    [InlineData("http://localhost/admin", Confidence.Medium)]
    [InlineData("http://127.1/", Confidence.High)]
    [InlineData("http://2130706433/", Confidence.High)]
    [InlineData("http://0x7f000001/", Confidence.High)]
    [InlineData("http://0177.0.0.1/", Confidence.High)]
    [InlineData("http://0/", Confidence.High)]
    [InlineData("http://[::ffff:127.0.0.1]/", Confidence.High)]
    [InlineData("http://[::]:80/", Confidence.High)]
    [InlineData("http://127.0.0.1.nip.io/", Confidence.High)]
    [InlineData("//127.0.0.1/", Confidence.High)]
    [InlineData("http://x@127.0.0.1/", Confidence.High)]
    [InlineData("http://example.com@evil.example/", Confidence.Medium)]
    [InlineData("http://a.example\\@b.example/", Confidence.Medium)]
    [InlineData("gopher://127.0.0.1:6379/_x", Confidence.High)]
    [InlineData("dict://x:11211/stat", Confidence.High)]
    [InlineData("file:///etc/passwd", Confidence.High)]
    [InlineData("file:///c:/windows/win.ini", Confidence.High)]
    [InlineData("jar:http://e/x.zip!/a", Confidence.High)]
    [InlineData("ldap://localhost:389/x", Confidence.Medium)]
    [InlineData("url:file:///etc/passwd", Confidence.High)]
    [InlineData("http://x.oastify.com/", Confidence.High)]
    [InlineData("http://evil.example/shell.txt?", Confidence.Medium)]
    [InlineData("http://evil.example/c99.php", Confidence.Medium)]
    [InlineData("http://10.0.0.1/", Confidence.Medium)]
    [InlineData("http://localhost/server-status", Confidence.Medium)]
    [InlineData("http://localhost:6379/", Confidence.Medium)]
    [InlineData("http://localhost:5173/callback", Confidence.Low)]
    [InlineData("http://127.0.0.1:51004/callback", Confidence.Medium)]
    [InlineData("http://[::1]:80/", Confidence.High)]
    [InlineData("ftp://evil.example/x.php", Confidence.Medium)]
    public void A_target_that_servers_must_not_ask_is_found(string value, Confidence confidence)
    {
        var finding = RequestForgery.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("http://www.example.com:8080/a.php?b=c#d")]
    [InlineData("https://user:pass@example.com/")]
    [InlineData("//cdn.example.com/a.js")]
    [InlineData("127.0.0.1")]
    [InlineData("192.168.1.1:8080")]
    [InlineData("ftp://ftp.example.com/pub/file.txt")]
    [InlineData("https://medium.com/@user/post")]
    [InlineData("https://example.com/a?next=http://b.example/")]
    [InlineData("http://192.0.2.7/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("file: the report")]
    [InlineData("http://example.com/image.png?width=100")]
    [InlineData("https://example.com/commander/shellfish.php")]
    [InlineData("see http://localhost/")]
    [InlineData("http://wiki.internal/page")]
    [InlineData("12:30")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(RequestForgery.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
