using Palisade.Trust.Enrolment;
using Palisade.Trust.Identities;

namespace Palisade.Trust.Tests.Enrolment;

public sealed class EnrolmentTicketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Installation _installation = new();

    [Fact]
    public void A_ticket_is_read_as_it_was_written_on_one_line_or_several()
    {
        var ticket = Make();

        Assert.True(EnrolmentTicket.TryParse(ticket.ToText(), out var line, out _));
        Assert.True(EnrolmentTicket.TryParse(ticket.ToText().Replace(" ", "\n", StringComparison.Ordinal) + "\n", out var lines, out _));

        Assert.Equal(ticket, line);
        Assert.Equal(ticket, lines);
        Assert.True(line.Names(_installation.Root.Certificate));
        using var other = new Installation();
        Assert.False(line.Names(other.Root.Certificate));
    }

    [Fact]
    public void Every_cut_is_refused_and_nothing_of_it_is_repeated()
    {
        var ticket = Make();
        for (var length = 0; length < ticket.ToText().Length; length++)
        {
            Assert.False(EnrolmentTicket.TryParse(ticket.ToText()[..length], out _, out var fault));
            Assert.DoesNotContain("pe1-" + ticket.Secret[4..8], fault, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(ticket.Secret[^64..], ticket.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        var file = _folder.File("ticket");
        File.WriteAllText(file, Make().ToText());
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.True(EnrolmentTicket.TryRead(file, out _, out _));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.False(EnrolmentTicket.TryRead(file, out _, out var fault));
        Assert.Contains("0600", fault, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _installation.Dispose();
        _folder.Dispose();
    }

    private EnrolmentTicket Make()
    {
        EnrolmentSecret.ForGroup("acme", Role.Gateway, "edge", out var text);
        return new(text, _installation.Domain, EnrolmentTicket.HashOf(_installation.Root.Certificate));
    }
}
