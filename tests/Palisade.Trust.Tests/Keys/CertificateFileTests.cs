using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Tests.Keys;

public sealed class CertificateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Installation _installation = new();
    private readonly KeyProtection _protection;

    public CertificateFileTests()
    {
        KeyProtection.CreateKeyFile(_folder.File("seal"));
        KeyProtection.TryFromKeyFile(_folder.File("seal"), out var protection, out _);
        _protection = protection!;
    }

    [Fact]
    public void What_is_written_is_read_back_and_is_the_owners_alone()
    {
        using var identity = _installation.Issue(Role.Gateway);
        var path = _folder.File("identity.pem");

        CertificateFile.Write(path, identity, _protection);

        Assert.True(CertificateFile.TryRead(path, _protection, out var read, out var refusal), refusal?.Reason);
        Assert.True(read.Leaf.HasPrivateKey);
        Assert.Equal(identity.Leaf.Thumbprint, read.Leaf.Thumbprint);
        Assert.Equal(identity.Issuers[0].Thumbprint, Assert.Single(read.Issuers).Thumbprint);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.DoesNotContain("BEGIN PRIVATE KEY", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(["identity.pem", "seal"], Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        var path = Written();
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Equal(KeyRefusal.OpenToOthers, Refused(path));
    }

    [Fact]
    public void Another_seal_does_not_open_it()
    {
        var path = Written();
        using var other = KeyProtection.FromPassphrase("some other passphrase");

        Assert.False(CertificateFile.TryRead(path, other, out _, out var refusal));

        Assert.Equal(KeyRefusal.NotOpened, refusal.Kind);
    }

    [Fact]
    public void A_key_of_another_certificate_is_noticed()
    {
        var (path, other) = (Written(), Written("other.pem"));
        var text = File.ReadAllText(path);
        var key = File.ReadAllText(other);
        File.WriteAllText(path, text[..text.IndexOf("-----BEGIN ENC", StringComparison.Ordinal)] + key[key.IndexOf("-----BEGIN ENC", StringComparison.Ordinal)..]);

        Assert.Equal(KeyRefusal.NotTheCertificates, Refused(path));
    }

    [Fact]
    public void Cut_files_and_noise_are_refused_and_never_throw()
    {
        var path = Written();
        var whole = File.ReadAllBytes(path);
        var end = Array.LastIndexOf(whole, (byte)'-');
        for (var cut = 0; cut < end; cut += 7)
        {
            File.WriteAllBytes(path, whole[..cut]);
            Assert.False(CertificateFile.TryRead(path, _protection, out _, out _), $"cut at {cut}");
        }

        foreach (var noise in Cuts.Noise(new Random(3), 200, 4000))
        {
            File.WriteAllBytes(path, noise);
            Assert.NotEqual(KeyRefusal.OpenToOthers, Refused(path));
        }
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        var path = Written();
        File.AppendAllText(path, new string(' ', CertificateFile.MostBytes));

        Assert.Equal(KeyRefusal.NotReadable, Refused(path));
    }

    public void Dispose()
    {
        _protection.Dispose();
        _installation.Dispose();
        _folder.Dispose();
    }

    private string Written(string name = "identity.pem")
    {
        using var identity = _installation.Issue(Role.Gateway);
        CertificateFile.Write(_folder.File(name), identity, _protection);
        return _folder.File(name);
    }

    private KeyRefusal Refused(string path)
    {
        Assert.False(CertificateFile.TryRead(path, _protection, out _, out var refusal));
        return refusal.Kind;
    }
}
