namespace Palisade.SecLang.Tests.Files;

public sealed class ParsedTextsTests
{
    [Fact]
    public void The_same_text_of_the_same_file_is_the_same_directives()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A");
        var next = new ParsedTexts(first);

        Assert.Same(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], new ParsedTexts(first).Parse("b.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], new ParsedTexts(first).Parse("a.conf", "SecMarker A\n").Directives[0]);
    }

    [Fact]
    public void A_file_that_is_read_twice_has_directives_of_its_own_each_time()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A");
        var next = new ParsedTexts(first);
        Assert.Same(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
    }

    [Fact]
    public void What_did_not_come_again_is_forgotten()
    {
        var first = new ParsedTexts();
        var before = first.Parse("a.conf", "SecMarker A");
        var next = new ParsedTexts(first);
        next.Close();

        Assert.NotSame(before.Directives[0], next.Parse("a.conf", "SecMarker A").Directives[0]);
        Assert.NotSame(before.Directives[0], new ParsedTexts(new ParsedTexts(first)).Parse("a.conf", "SecMarker A").Directives[0]);
    }
}
