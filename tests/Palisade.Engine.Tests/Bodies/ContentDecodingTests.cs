using System.IO.Compression;
using Palisade.Engine.Bodies;

namespace Palisade.Engine.Tests.Bodies;

public sealed class ContentDecodingTests
{
    private static readonly DecodingLimits Limits = new(1024 * 1024, 100);

    public static TheoryData<string> Codings => ["gzip", "x-gzip", "GZIP", "deflate", "br"];

    [Theory, MemberData(nameof(Codings))]
    public void A_whole_body_is_decoded(string coding)
    {
        var text = Parsed.Bytes(string.Join(' ', Enumerable.Range(0, 5_000)));
        var decoded = ContentDecoding.Decode(Coded(coding, text), coding, truncated: false, Limits);
        Assert.Equal(DecodingOutcome.Complete, decoded.Outcome);
        Assert.Equal(text, decoded.Bytes.ToArray());
    }

    [Fact]
    public void Deflate_is_read_with_and_without_the_header_of_zlib()
    {
        var text = Parsed.Bytes("attack");
        Assert.Equal(text, ContentDecoding.Decode(Coded("deflate", text), "deflate", false, Limits).Bytes.ToArray());
        Assert.Equal(text, ContentDecoding.Decode(Coded("raw", text), "deflate", false, Limits).Bytes.ToArray());
    }

    [Theory]
    [InlineData("gzip, br")]
    [InlineData("br,gzip")]
    [InlineData("deflate, identity , gzip")]
    [InlineData("gzip, gzip, gzip")]
    public void Stacked_codings_are_removed_last_first(string codings)
    {
        var text = Parsed.Bytes("union select " + new string('x', 3_000));
        var coded = codings.Split(',').Aggregate(text, (bytes, coding) => Coded(coding.Trim(), bytes));
        var decoded = ContentDecoding.Decode(coded, codings, truncated: false, Limits);
        Assert.Equal(DecodingOutcome.Complete, decoded.Outcome);
        Assert.Equal(text, decoded.Bytes.ToArray());
    }

    [Theory, MemberData(nameof(Codings))]
    public void Every_cut_decodes_to_a_prefix(string coding)
    {
        var text = Parsed.Bytes(string.Join(' ', Enumerable.Range(0, 200)));
        var coded = Coded(coding, text);
        for (var cut = 0; cut < coded.Length; cut++)
        {
            var decoded = ContentDecoding.Decode(coded.AsMemory(0, cut), coding, truncated: true, Limits);
            Assert.True(decoded.Outcome == DecodingOutcome.Truncated, $"{coding} cut at {cut}: {decoded.Outcome}");
            Assert.True(text.AsSpan().StartsWith(decoded.Bytes.Span));
        }
    }

    [Theory, MemberData(nameof(Codings))]
    public void Nearly_all_of_a_long_cut_body_is_decoded(string coding)
    {
        var random = new Random(7);
        var text = new byte[200_000];
        foreach (ref var b in text.AsSpan()) b = (byte)random.Next('a', 'z');
        var coded = Coded(coding, text);
        var decoded = ContentDecoding.Decode(coded.AsMemory(0, coded.Length / 2), coding, truncated: true, Limits);
        Assert.InRange(decoded.Bytes.Length, 60_000, 140_000);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public void A_body_that_ends_too_early_is_corrupt_when_nothing_was_cut_off(string coding)
    {
        var coded = Coded(coding, Parsed.Bytes(string.Join(' ', Enumerable.Range(0, 2_000))));
        Assert.Equal(DecodingOutcome.Corrupt, ContentDecoding.Decode(coded.AsMemory(0, coded.Length / 2), coding, truncated: false, Limits).Outcome);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Bytes_that_are_not_of_the_coding_are_corrupt_also_when_cut(string coding)
    {
        var bytes = Parsed.Bytes("this is plain text, as an attacker may send it: ' or 1=1 -- " + new string('x', 20_000));
        Assert.Equal(DecodingOutcome.Corrupt, ContentDecoding.Decode(bytes, coding, truncated: true, Limits).Outcome);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, aes128gcm")]
    [InlineData("gzip gzip")]
    [InlineData("gzip,gzip,gzip,gzip,gzip")]
    public void Unknown_codings_leave_the_bytes_as_they_are(string codings)
    {
        var decoded = ContentDecoding.Decode("abc"u8.ToArray(), codings, truncated: false, Limits);
        Assert.Equal(DecodingOutcome.UnknownCoding, decoded.Outcome);
        Assert.Equal("abc"u8.ToArray(), decoded.Bytes.ToArray());
    }

    [Fact]
    public void Known_codings_above_an_unknown_one_are_removed()
    {
        var decoded = ContentDecoding.Decode(Coded("gzip", Parsed.Bytes("abc")), "zstd, gzip", truncated: false, Limits);
        Assert.Equal(DecodingOutcome.UnknownCoding, decoded.Outcome);
        Assert.Equal("abc"u8.ToArray(), decoded.Bytes.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData(" , ")]
    public void Without_coding_the_body_is_the_result(string codings) =>
        Assert.Equal(new DecodedBody(default, DecodingOutcome.Complete), ContentDecoding.Decode(default, codings, false, Limits));

    [Fact]
    public void More_than_the_budget_is_cut_there()
    {
        var decoded = ContentDecoding.Decode(Coded("gzip", new byte[100_000]), "gzip", truncated: false, new DecodingLimits(10_000, 10_000));
        Assert.Equal(DecodingOutcome.Truncated, decoded.Outcome);
        Assert.Equal(10_000, decoded.Bytes.Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("br, br")]
    public void A_bomb_is_stopped_and_named(string codings)
    {
        var coded = codings.Split(',').Aggregate(new byte[64 * 1024 * 1024], (bytes, coding) => Coded(coding.Trim(), bytes));
        var decoded = ContentDecoding.Decode(coded, codings, truncated: false, new DecodingLimits(long.MaxValue, 100));
        Assert.Equal(DecodingOutcome.Bomb, decoded.Outcome);
        Assert.InRange(decoded.Bytes.Length, 0, Math.Max(coded.Length * 100, DecodingLimits.AlwaysAllowed));
    }

    [Fact]
    public void A_layer_that_expands_into_nothing_is_a_bomb_too()
    {
        // Empty stored blocks of deflate: five bytes each, no output.
        byte[] nothing = [0, 0, 0, 0xFF, 0xFF];
        var inner = Enumerable.Repeat(nothing, 400_000).SelectMany(b => b).ToArray();
        var decoded = ContentDecoding.Decode(Coded("gzip", inner), "deflate, gzip", truncated: false, Limits);
        Assert.Equal(DecodingOutcome.Bomb, decoded.Outcome);
    }

    [Fact]
    public void Several_members_of_gzip_are_one_body()
    {
        var first = Parsed.Bytes(string.Join(' ', Enumerable.Range(0, 3_000)));
        byte[] coded = [.. Coded("gzip", first), .. Coded("gzip", Parsed.Bytes("attack"))];
        var decoded = ContentDecoding.Decode(coded, "gzip", truncated: false, Limits);
        Assert.Equal(DecodingOutcome.Complete, decoded.Outcome);
        Assert.Equal([.. first, .. Parsed.Bytes("attack")], decoded.Bytes.ToArray());
    }

    [Fact]
    public void Optional_fields_of_the_gzip_header_are_skipped()
    {
        var plain = Coded("gzip", Parsed.Bytes("attack"));
        byte[] coded = [.. plain[..3], 2 | 4 | 8 | 16, .. plain[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 0, 0, .. plain[10..]];
        for (var cut = 0; cut < coded.Length; cut++)
            Assert.Equal(DecodingOutcome.Truncated, ContentDecoding.Decode(coded.AsMemory(0, cut), "gzip", truncated: true, Limits).Outcome);
        Assert.Equal("attack", Parsed.Text(ContentDecoding.Decode(coded, "gzip", truncated: false, Limits).Bytes.Span));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw")]
    [InlineData("br")]
    public void Bytes_after_the_coded_data_are_corrupt_and_hide_nothing(string coding)
    {
        foreach (var length in new[] { 6, 20_000 })
        foreach (var extra in new[] { 1, 100, 20_000 })
        {
            var text = Parsed.Bytes("attack" + new string('x', length - 6));
            byte[] coded = [.. Coded(coding, text), .. new byte[extra]];
            var decoded = ContentDecoding.Decode(coded, coding == "raw" ? "deflate" : coding, truncated: false, Limits);
            Assert.Equal(DecodingOutcome.Corrupt, decoded.Outcome);
            Assert.Equal(text, decoded.Bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void A_wrong_checksum_hides_nothing(string coding)
    {
        var coded = Coded(coding, Parsed.Bytes("attack"));
        coded[^1] ^= 1;
        coded[^4] ^= 1;
        Assert.Equal("attack", Parsed.Text(ContentDecoding.Decode(coded, coding, truncated: false, Limits).Bytes.Span));
    }

    [Fact]
    public void What_stands_before_a_fault_in_the_data_is_decoded()
    {
        var text = new byte[30_000];
        new Random(5).NextBytes(text);
        var coded = Coded("raw", text);
        // A random text is stored, not compressed: the bytes before the next block's header are there, and the header is made wrong.
        var half = ContentDecoding.Decode(coded.AsMemory(0, 20_000), "deflate", truncated: true, Limits).Bytes;
        byte[] broken = [.. coded[..20_000], .. Enumerable.Repeat((byte)0xFF, 20_000)];
        var decoded = ContentDecoding.Decode(broken, "deflate", truncated: false, Limits);
        Assert.Equal(DecodingOutcome.Corrupt, decoded.Outcome);
        Assert.True(decoded.Bytes.Length >= half.Length);
        Assert.True(decoded.Bytes.Span.StartsWith(half.Span));
    }

    [Fact]
    public void Thousands_of_small_members_are_read_in_linear_time()
    {
        var member = Coded("gzip", Parsed.Bytes("x"));
        var coded = Enumerable.Repeat(member, 5_000).SelectMany(b => b).ToArray();
        var decoded = ContentDecoding.Decode(coded, "gzip", truncated: false, Limits);
        Assert.Equal(5_000, decoded.Bytes.Length);
    }

    [Fact]
    public void Random_and_mutated_bytes_never_throw()
    {
        var random = new Random(11);
        string[] codings = ["gzip", "deflate", "br"];
        var good = codings.Select(c => (c, Coded(c, Parsed.Bytes(string.Join(' ', Enumerable.Range(0, 100)))))).ToArray();
        for (var i = 0; i < 2_000; i++)
        {
            var (coding, bytes) = good[i % good.Length];
            var mutated = (byte[])bytes.Clone();
            for (var n = random.Next(1, 4); n > 0; n--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            Assert.True(Enum.IsDefined(ContentDecoding.Decode(mutated, coding, i % 2 == 0, Limits).Outcome));
        }
    }

    private static byte[] Coded(string coding, byte[] bytes)
    {
        var output = new MemoryStream();
        using (Stream stream = coding.ToLowerInvariant() switch
        {
            "identity" => new BufferedStream(output),
            "br" => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true),
            "raw" => new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true),
            _ => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true),
        }) stream.Write(bytes);
        return output.ToArray();
    }
}
