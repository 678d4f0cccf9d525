using Palisade.Storage.Databases;

namespace Palisade.Storage.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task What_was_answered_survives_an_end_at_any_moment()
    {
        // The files as they lie on the disk after each answer, while the store is open: what a machine finds that lost its power there.
        await using var place = await TestDatabase.NewAsync(OnSqliteAttribute.Name, null!);
        var acme = (await place.OpenAsync()).Tenant("acme");
        for (var i = 1; i <= 30; i++)
        {
            (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", i)), Sample.Put(Sample.Firewall($"b{i}"))], Sample.Ann)).Done();
            await using var copy = await CopyAsync(place.File);
            var found = (await copy.OpenAsync()).Tenant("acme");

            Assert.Equal((long)i, await found.RevisionAsync());
            Assert.Equal(i + 1, await found.CountAsync(new()));
            Assert.Empty((await found.Past.CheckAsync()).Faults);
        }
    }

    [Fact]
    public async Task A_log_that_was_cut_anywhere_leaves_whole_changes_only()
    {
        await using var place = await TestDatabase.NewAsync(OnSqliteAttribute.Name, null!);
        var acme = (await place.OpenAsync()).Tenant("acme");
        for (var i = 1; i <= 20; i++) (await acme.Changes.ApplyAsync([Sample.Put(Sample.Firewall("a", i)), Sample.Put(Sample.Firewall($"b{i}"))], Sample.Ann)).Done();
        var log = await File.ReadAllBytesAsync(place.File + "-wal");
        var revisions = new HashSet<long>();

        foreach (var cut in Enumerable.Range(0, 40).Select(i => log.Length * i / 40))
        {
            await using var copy = await CopyAsync(place.File);
            await File.WriteAllBytesAsync(copy.File + "-wal", log[..cut]);
            var found = (await copy.OpenAsync()).Tenant("acme");

            var revision = await found.RevisionAsync();
            revisions.Add(revision);
            Assert.Equal(revision == 0 ? 0 : revision + 1, await found.CountAsync(new()));
            Assert.Empty((await found.Past.CheckAsync()).Faults);
        }

        Assert.True(revisions.Count > 5, "The cuts left too few different states to mean anything.");
    }

    [Fact]
    public async Task The_file_is_for_its_owner_alone()
    {
        await using var place = await TestDatabase.NewAsync(OnSqliteAttribute.Name, null!);
        await place.OpenAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.File + "-wal"));
    }

    [Theory]
    [InlineData("postgres://u:p%40ss@db.example:6432/palisade?sslmode=verify-full", "db.example 6432 u p@ss palisade VerifyFull")]
    [InlineData("postgresql://db.example/x", "db.example 5432   x Prefer")]
    [InlineData("Host=a;Username=b;Password=c;Database=d", "a 5432 b c d Prefer")]
    public void Addresses_are_read_as_others_write_them(string url, string expected)
    {
        var read = PostgresUrl.Read(url);

        Assert.Equal(expected, $"{read.Host} {read.Port} {read.Username} {read.Password} {read.Database} {read.SslMode}");
    }

    [Theory]
    [InlineData("postgres://u:hunter2@:x/")]
    [InlineData("Password=hunter2;Colour=red")]
    [InlineData("postgres://u:hunter2@h/d?colour=red")]
    public void An_address_that_is_none_is_not_repeated(string url) =>
        Assert.DoesNotContain("hunter2", Assert.Throws<ArgumentException>(() => PostgresUrl.Read(url)).ToString(), StringComparison.Ordinal);

    private static async Task<TestDatabase> CopyAsync(string file)
    {
        var copy = await TestDatabase.NewAsync(OnSqliteAttribute.Name, null!);
        File.Copy(file, copy.File);
        if (File.Exists(file + "-wal")) File.Copy(file + "-wal", copy.File + "-wal");
        return copy;
    }
}
