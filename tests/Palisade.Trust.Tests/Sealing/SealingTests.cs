using System.Text;
using Palisade.Trust.Keys;
using Palisade.Trust.Sealing;

namespace Palisade.Trust.Tests.Sealing;

public sealed class SealingTests : IDisposable
{
    private const string Pem = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\n-----END PRIVATE KEY-----\n";
    private readonly TemporaryFolder _folder = new();
    private readonly List<KeyProtection> _protections = [];

    [Fact]
    public void What_was_sealed_opens_for_its_tenant_and_object_and_for_nothing_else()
    {
        var keys = Keys("a");
        var secret = keys.Seal("acme", "default/shop", Pem);
        keys.Ensure("other");

        Assert.Equal(Pem, Encoding.UTF8.GetString(keys.TryOpen("acme", "default/shop", secret.KeyId, secret.Sealed.Span)!));
        Assert.Equal(Pem, Encoding.UTF8.GetString(keys.TryOpen("acme", "default/shop", "", secret.Sealed.Span)!));
        Assert.Null(keys.TryOpen("acme", "default/blog", secret.KeyId, secret.Sealed.Span));
        Assert.Null(keys.TryOpen("other", "default/shop", "", secret.Sealed.Span));
        Assert.Null(keys.TryOpen("acme", "default/shop", "0123456789abcdef", secret.Sealed.Span));
        Assert.NotEqual(secret.Sealed.ToArray(), keys.Seal("acme", "default/shop", Pem).Sealed.ToArray());
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_refused()
    {
        var keys = Keys("a");
        var bytes = keys.Seal("acme", "default/shop", Pem).Sealed.ToArray();

        Assert.All(Cuts.Truncations(bytes), cut => Assert.Null(keys.TryOpen("acme", "default/shop", "", cut)));
        Assert.All(Cuts.Flips(bytes, new Random(3)), flip => Assert.Null(keys.TryOpen("acme", "default/shop", "", flip.Bytes)));
    }

    [Fact]
    public void No_file_has_a_key_or_a_secret_in_clear_and_another_key_file_opens_nothing()
    {
        var keys = Keys("a");
        var secret = keys.Seal("acme", "default/shop", Pem);
        var clear = keys.Find("acme")!.Export();

        var file = File.ReadAllBytes(Path.Combine(_folder.Root, "sealing", "acme.keys"));

        Assert.True(file.AsSpan().IndexOf(clear.AsSpan(^32)) < 0);
        Assert.True(secret.Sealed.Span.IndexOf("PRIVATE KEY"u8) < 0);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Root, "sealing", "acme.keys")));
        var stranger = Keys("b");
        Assert.Null(stranger.Find("acme"));
        // Not written over: what was sealed could never be opened again.
        Assert.Throws<IOException>(() => stranger.Ensure("acme"));
        Assert.NotNull(Keys("a").TryOpen("acme", "default/shop", secret.KeyId, secret.Sealed.Span));
    }

    [Fact]
    public void A_file_of_one_tenant_is_none_of_another()
    {
        Keys("a").Ensure("acme");
        File.Copy(Path.Combine(_folder.Root, "sealing", "acme.keys"), Path.Combine(_folder.Root, "sealing", "other.keys"));

        Assert.Null(Keys("a").Find("other"));
    }

    [Fact]
    public void After_a_rotation_the_new_key_seals_and_the_old_ones_open_until_they_are_dropped()
    {
        var keys = Keys("a");
        var old = keys.Seal("acme", "default/shop", Pem);
        var next = keys.Rotate("acme");
        var secret = keys.Seal("acme", "default/shop", Pem);

        Assert.Equal(2, next.Ids.Count);
        Assert.NotEqual(old.KeyId, secret.KeyId);
        Assert.NotNull(Keys("a").TryOpen("acme", "default/shop", old.KeyId, old.Sealed.Span));
        keys.Drop("acme", secret.KeyId);
        Assert.NotNull(keys.TryOpen("acme", "default/shop", secret.KeyId, secret.Sealed.Span));
        keys.Drop("acme", old.KeyId);
        Assert.Null(keys.TryOpen("acme", "default/shop", old.KeyId, old.Sealed.Span));
        for (var i = 0; i < 2 * SealingKeySet.MostKeys; i++) keys.Rotate("acme");
        Assert.Equal(SealingKeySet.MostKeys, keys.Find("acme")!.Ids.Count);
        Assert.NotNull(SealingKeySet.TryRead(keys.Find("acme")!.Export()));
    }

    [Fact]
    public void Keys_that_are_handed_over_are_read_whole_or_not_at_all()
    {
        var set = SealingKeySet.Create().Rotate();
        var bytes = set.Export();

        Assert.True(SealingKeySet.TryRead(bytes)!.IsSameAs(set));
        Assert.All(Cuts.Truncations(bytes), cut => Assert.Null(SealingKeySet.TryRead(cut)));
        Assert.Null(SealingKeySet.TryRead([.. bytes, 0]));
        Assert.Null(SealingKeySet.TryRead([0]));
        foreach (var noise in Cuts.Noise(new Random(5), 1000, 200)) _ = SealingKeySet.TryRead(noise);
        var keys = Keys("a");
        Assert.True(keys.Take("acme", set));
        Assert.False(keys.Take("acme", SealingKeySet.TryRead(bytes)!));
        Assert.Throws<ArgumentException>(() => keys.Take("../acme", set));
    }

    [Fact]
    public void Wrapped_secrets_open_with_their_key_file_and_purpose_only()
    {
        var (a, b) = (Protection("a"), Protection("b"));
        var wrapped = a.Wrap("secret"u8, "this"u8);

        Assert.Equal("secret"u8.ToArray(), a.TryUnwrap(wrapped, "this"u8));
        Assert.Null(a.TryUnwrap(wrapped, "that"u8));
        Assert.Null(b.TryUnwrap(wrapped, "this"u8));
        Assert.All(Cuts.Truncations(wrapped), cut => Assert.Null(a.TryUnwrap(cut, "this"u8)));
        Assert.All(Cuts.Flips(wrapped, new Random(1)), flip => Assert.Null(a.TryUnwrap(flip.Bytes, "this"u8)));
    }

    public void Dispose()
    {
        foreach (var protection in _protections) protection.Dispose();
        _folder.Dispose();
    }

    private SealingKeys Keys(string keyFile) => new(Path.Combine(_folder.Root, "sealing"), Protection(keyFile));

    private KeyProtection Protection(string name)
    {
        KeyProtection.CreateKeyFile(_folder.File(name));
        Assert.True(KeyProtection.TryFromKeyFile(_folder.File(name), out var protection, out var refusal), refusal?.Reason);
        _protections.Add(protection);
        return protection;
    }
}
