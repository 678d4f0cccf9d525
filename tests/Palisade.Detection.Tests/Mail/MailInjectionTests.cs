using System.Text;
using Palisade.Detection.Mail;

namespace Palisade.Detection.Tests.Mail;

public sealed class MailInjectionTests
{
    [Theory]
    [InlineData("a@example.com\nBcc: b@example.com", Confidence.High)]
    [InlineData("a@example.com\r\nCc:b@example.com", Confidence.High)]
    [InlineData("1\r\nSTAT\r\nRETR 1", Confidence.Medium)]
    [InlineData("x\"\r\n. LIST \"\" *", Confidence.High)]
    [InlineData("subject\r\nTo: b@example.com", Confidence.High)]
    [InlineData("a@example.com\nSubject: cheap pills", Confidence.High)]
    [InlineData("x\r\nRCPT TO:<b@example.com>", Confidence.High)]
    [InlineData("x@y.z>\r\nMAIL FROM:<a@b.c>\r\nDATA\r\n", Confidence.High)]
    [InlineData("4791\"\r\nV100 CAPABILITY\r\nV101 FETCH 4791", Confidence.High)]
    [InlineData("\"a -oQ/tmp/ -X/var/www/x.php b\"@example.com", Confidence.High)]
    public void A_recipient_header_or_command_is_found(string value, Confidence confidence)
    {
        var finding = MailInjection.Detect(Encoding.UTF8.GetBytes(value));

        Assert.NotNull(finding);
        Assert.Equal(confidence, finding.Confidence);
        Assert.InRange(finding.Length, 1, Encoding.UTF8.GetByteCount(value) - finding.Offset);
    }

    [Theory]
    [InlineData("Hello\nTo: the team\nFrom: me")]
    [InlineData("On Monday Bob wrote:\nTo: alice@example.com\nSubject: hi")]
    [InlineData("From: bob@example.com\nTo: alice@example.com\nSubject: x")]
    [InlineData("john@example.com")]
    [InlineData("Please mail from home\nmail from me")]
    [InlineData("a@example.com - the -X option")]
    [InlineData("Agenda\nSubject: budget")]
    public void What_applications_are_sent_is_clean(string value) => Assert.False(MailInjection.Detect(Encoding.UTF8.GetBytes(value)) is { Confidence: > Confidence.Low });
}
