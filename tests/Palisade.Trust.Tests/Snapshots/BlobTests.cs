using System.Text;
using Palisade.Trust.Snapshots;
using Palisade.Trust.Snapshots.Blobs;

namespace Palisade.Trust.Tests.Snapshots;

public sealed class BlobTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void What_is_packed_is_unpacked_the_same(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        var blob = Blob.Pack(content);

        Assert.Equal(content, Blob.TryUnpack(blob.Packed.Span, blob.Size, blob.Hash));
        Assert.Equal(blob.Hash, BlobHash.TryParse(blob.Hash.ToString()));
        Assert.Equal(blob.Hash, new BlobHash(blob.Hash.ToBytes()));
    }

    [Fact]
    public void A_bomb_makes_no_more_than_was_promised()
    {
        var bomb = Blob.Pack(new byte[SnapshotLimits.MostBlobBytes]);
        Assert.True(bomb.Packed.Length < 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Null(Blob.TryUnpack(bomb.Packed.Span, 1000, bomb.Hash));
        Assert.Null(Blob.TryUnpack(bomb.Packed.Span, SnapshotLimits.MostBlobBytes + 1, bomb.Hash));
        Assert.Null(Blob.TryUnpack(bomb.Packed.Span, -1, bomb.Hash));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Every_cut_flip_and_noise_is_refused_or_the_same_content()
    {
        var content = Encoding.UTF8.GetBytes(Publisher.Site(1));
        var blob = Blob.Pack(content);

        Assert.All(Cuts.Truncations(blob.Packed.ToArray()), cut => Assert.Null(Blob.TryUnpack(cut, blob.Size, blob.Hash)));
        foreach (var (_, bytes) in Cuts.Flips(blob.Packed.ToArray(), new Random(1)))
        {
            if (Blob.TryUnpack(bytes, blob.Size, blob.Hash) is { } unpacked) Assert.Equal(content, unpacked);
        }

        Assert.All(Cuts.Noise(new Random(2), 2000, 500), noise => Assert.Null(Blob.TryUnpack(noise, blob.Size, blob.Hash)));
    }

    [Fact]
    public void A_content_that_is_too_long_is_not_packed() =>
        Assert.Throws<ArgumentException>(() => Blob.Pack(new byte[SnapshotLimits.MostBlobBytes + 1]));
}
