using Palisade.Trust.Authority;
using Palisade.Trust.Chains;
using Palisade.Trust.Identities;
using Palisade.Trust.Keys;

namespace Palisade.Trust.Tests.Authority;

public sealed class AuthorityFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrustDomain _domain = TrustDomain.Parse("palisade.internal");
    private readonly Clock _clock = new();
    private readonly KeyProtection _rootSeal = KeyProtection.FromPassphrase("the root's passphrase");
    private readonly KeyProtection _seal;

    public AuthorityFolderTests()
    {
        KeyProtection.CreateKeyFile(_folder.File("seal"));
        KeyProtection.TryFromKeyFile(_folder.File("seal"), out var seal, out _);
        _seal = seal!;
    }

    [Fact]
    public void It_is_made_once_opened_without_the_root_and_issues()
    {
        var authority = Create();
        Assert.False(authority.TryCreate(_rootSeal, _seal));

        using var opened = Open(authority);
        using var key = SigningRequest.CreateKey();
        Assert.True(opened.TryIssue(new(_domain, "acme", Role.Gateway, "edge", "one"), Installation.Request(key), CertificateUse.Connection, out var issued, out _));

        var anchors = TrustAnchors.TryRead(_domain, authority.RootFile)!;
        Assert.True(ChainCheck.TryBuild(issued.Certificate, issued.Issuers, anchors, _clock.Now, TimeSpan.Zero, out var links, out _));
        Assert.Equal(3, links.Count);
    }

    [Fact]
    public void Files_with_keys_are_the_owners_and_hold_no_clear_key()
    {
        var authority = Create();

        foreach (var file in new[] { authority.RootKeyFile, authority.AuthorityFile })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Contains("BEGIN ENCRYPTED PRIVATE KEY", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain("BEGIN PRIVATE KEY", File.ReadAllText(file), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("KEY", File.ReadAllText(authority.RootFile), StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_is_carried_away_and_brought_back_to_renew_the_authority()
    {
        var (authority, elsewhere) = (Create(), _folder.File("stick.pem"));
        using var stickSeal = KeyProtection.FromPassphrase("another passphrase");
        Assert.True(authority.TryExportRoot(_rootSeal, elsewhere, stickSeal, out _));

        Assert.True(authority.TryRemoveRoot(elsewhere, stickSeal, out var refusal), refusal?.Reason);

        Assert.False(authority.HoldsRootKey);
        using var before = Open(authority);
        Assert.True(RootAuthority.TryOpen(elsewhere, stickSeal, new(), _clock, out var root, out _));
        using (root) authority.Renew(root, _seal);
        using var after = Open(authority);
        Assert.NotEqual(before.Certificate.Leaf.SerialNumber, after.Certificate.Leaf.SerialNumber);
    }

    [Fact]
    public void The_root_stays_while_the_copy_does_not_open_or_is_another_one()
    {
        var authority = Create();
        using var other = RootAuthority.Create(new(), _clock);
        other.Save(_folder.File("other.pem"), _rootSeal);

        Assert.False(authority.TryRemoveRoot(_folder.File("absent.pem"), _rootSeal, out var absent));
        Assert.False(authority.TryRemoveRoot(_folder.File("other.pem"), _rootSeal, out var foreign));

        Assert.Equal((KeyRefusal.NotReadable, KeyRefusal.NotTheCertificates), (absent.Kind, foreign.Kind));
        Assert.True(authority.HoldsRootKey);
    }

    [Fact]
    public void Lifetimes_out_of_their_limits_are_all_named()
    {
        var wrong = new Lifetimes { Root = TimeSpan.FromDays(1), Authority = TimeSpan.Zero, Identity = TimeSpan.FromDays(8), SnapshotSigning = TimeSpan.FromDays(401), Backdating = TimeSpan.FromHours(2) };

        Assert.Equal(["trust.root", "trust.authority", "trust.identity", "trust.snapshotSigning", "trust.backdating"], wrong.Check("trust").Select(f => f.Field));
        Assert.Empty(new Lifetimes().Check("trust"));
    }

    public void Dispose()
    {
        _rootSeal.Dispose();
        _seal.Dispose();
        _folder.Dispose();
    }

    private AuthorityFolder Create()
    {
        var authority = new AuthorityFolder(_folder.File("authority"), _domain, new(), _clock);
        Assert.True(authority.TryCreate(_rootSeal, _seal));
        return authority;
    }

    private IssuingAuthority Open(AuthorityFolder folder)
    {
        Assert.True(folder.TryOpen(_seal, out var opened, out var refusal), refusal?.Reason);
        return opened;
    }
}
