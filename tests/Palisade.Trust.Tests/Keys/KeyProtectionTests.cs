using System.Security.Cryptography;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Tests.Keys;

public sealed class KeyProtectionTests : IDisposable
{
    private const string Passphrase = "correct horse battery";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_key_opens_with_its_passphrase_and_with_no_other()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var right = KeyProtection.FromPassphrase(Passphrase);
        using var wrong = KeyProtection.FromPassphrase(Passphrase + "!");
        var pem = right.Seal(key);

        using var opened = right.TryOpen(pem);

        Assert.Equal(key.ExportPkcs8PrivateKey(), opened!.ExportPkcs8PrivateKey());
        Assert.Null(wrong.TryOpen(pem));
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", pem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_is_made_once_for_its_owner_alone()
    {
        var path = _folder.File("seal");

        Assert.True(KeyProtection.CreateKeyFile(path));
        var first = File.ReadAllBytes(path);
        Assert.False(KeyProtection.CreateKeyFile(path));

        Assert.Equal(first, File.ReadAllBytes(path));
        Assert.Equal(32, first.Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Of_many_that_make_the_same_key_file_one_succeeds_and_its_bytes_stay()
    {
        var path = _folder.File("seal");
        var made = 0;

        Parallel.For(0, 32, _ => Interlocked.Add(ref made, KeyProtection.CreateKeyFile(path) ? 1 : 0));

        Assert.Equal(1, made);
        Assert.Equal("seal", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.Root))));
    }

    [Fact]
    public void A_key_file_that_others_may_read_is_refused()
    {
        var path = _folder.File("seal");
        KeyProtection.CreateKeyFile(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.False(KeyProtection.TryFromKeyFile(path, out _, out var refusal));

        Assert.Equal(KeyRefusal.OpenToOthers, refusal.Kind);
    }

    [Theory]
    [InlineData(0, KeyRefusal.Damaged)]
    [InlineData(31, KeyRefusal.Damaged)]
    [InlineData(33, KeyRefusal.NotReadable)]
    public void A_key_file_of_another_length_is_refused(int length, KeyRefusal expected)
    {
        var path = _folder.File("seal");
        File.WriteAllBytes(path, new byte[length]);

        Assert.False(KeyProtection.TryFromKeyFile(path, out _, out var refusal));

        Assert.Equal(expected, refusal.Kind);
    }

    [Fact]
    public void A_short_passphrase_is_refused_without_being_repeated()
    {
        var fault = Assert.Throws<ArgumentException>(() => KeyProtection.FromPassphrase("hunter2"));

        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
