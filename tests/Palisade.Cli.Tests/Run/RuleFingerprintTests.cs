using Palisade.Cli.Run;

namespace Palisade.Cli.Tests.Run;

public sealed class RuleFingerprintTests
{
    private static readonly DateTime Moment = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void It_changes_when_a_file_is_added_written_renamed_or_removed()
    {
        using var folder = new TemporaryFolder();
        var seen = new HashSet<long> { RuleFingerprint.Of(folder.FullName) };
        var file = folder.Write("rules/a.conf", "one");
        Assert.True(seen.Add(RuleFingerprint.Of(folder.FullName)));

        File.WriteAllText(file, "two more");
        Assert.True(seen.Add(RuleFingerprint.Of(folder.FullName)));

        File.SetLastWriteTimeUtc(file, Moment);
        Assert.True(seen.Add(RuleFingerprint.Of(folder.FullName)));

        File.Move(file, Path.ChangeExtension(file, ".off"));
        Assert.True(seen.Add(RuleFingerprint.Of(folder.FullName)));

        File.Delete(Path.ChangeExtension(file, ".off"));
        Assert.Contains(RuleFingerprint.Of(folder.FullName), seen);
    }

    [Fact]
    public void It_stays_while_nothing_changes()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 50; i++) folder.Write($"{i}.conf", "x");

        Assert.Equal(RuleFingerprint.Of(folder.FullName), RuleFingerprint.Of(folder.FullName));
    }

    [Fact]
    public void What_an_editor_hides_does_not_count()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.conf", "x");
        var before = RuleFingerprint.Of(folder.FullName);

        folder.Write(".a.conf.swp", "x");
        folder.Write(".git/HEAD", "x");

        Assert.Equal(before, RuleFingerprint.Of(folder.FullName));
    }

    [Fact]
    public void A_folder_that_is_gone_is_zero() => Assert.Equal(0, RuleFingerprint.Of("/no/such/folder"));
}
