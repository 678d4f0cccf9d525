using Palisade.Trust.Keys;
using Palisade.Trust.Signatures;

namespace Palisade.Trust.Tests.Signatures;

public sealed class SignedDocumentTests : IDisposable
{
    private static readonly byte[] Mark = "TESTING1"u8.ToArray();
    private readonly Installation _installation = new();

    [Fact]
    public void What_was_signed_reads_back_and_is_signed()
    {
        var bytes = Sign("hello"u8);

        Assert.True(SignedDocument.TryRead(bytes, Mark, 100, out var document, out _));
        Assert.True(document.IsSigned());
        Assert.Equal("hello"u8.ToArray(), document.Payload.ToArray());
        Assert.Equal(2, document.Certificates.Count);
    }

    [Fact]
    public void Every_cut_is_damaged_and_says_where()
    {
        foreach (var cut in Cuts.Truncations(Sign("hello"u8)))
        {
            Assert.False(SignedDocument.TryRead(cut, Mark, 100, out _, out var fault));
            Assert.StartsWith("Damaged at byte ", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_flipped_byte_is_damage_or_breaks_the_signature()
    {
        foreach (var (at, bytes) in Cuts.Flips(Sign("hello"u8), new Random(1)))
        {
            Assert.False(SignedDocument.TryRead(bytes, Mark, 100, out var document, out _) && document.IsSigned(), $"byte {at}");
        }
    }

    [Fact]
    public void Noise_is_damaged_with_the_right_mark_too()
    {
        foreach (var noise in Cuts.Noise(new Random(2), 3000, 300))
        {
            Assert.False(SignedDocument.TryRead(noise, Mark, 100, out _, out _));
            Assert.False(SignedDocument.TryRead([.. Mark, .. noise], Mark, 100, out _, out _));
        }
    }

    [Fact]
    public void Another_kind_of_document_and_one_too_long_are_refused()
    {
        var bytes = Sign("hello"u8);

        Assert.False(SignedDocument.TryRead(bytes, "TESTING2"u8, 100, out _, out _));
        Assert.False(SignedDocument.TryRead(bytes, Mark, 4, out _, out _));
        Assert.False(SignedDocument.TryRead([.. bytes, 0], Mark, 100, out _, out _));
    }

    public void Dispose() => _installation.Dispose();

    private byte[] Sign(ReadOnlySpan<byte> payload)
    {
        using KeyedCertificate signer = _installation.Signer();
        return SignedDocument.Sign(Mark, payload, signer);
    }
}
