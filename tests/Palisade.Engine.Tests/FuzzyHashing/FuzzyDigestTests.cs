using Palisade.Engine.FuzzyHashing;

namespace Palisade.Engine.Tests.FuzzyHashing;

/// <summary>Digests and scores compared with what ssdeep 2.14.1 printed for the same bytes.</summary>
public sealed class FuzzyDigestTests
{
    private const string A = "192:xD/uceMkIkJ/jb4ACeXCQ7diBlG6apx/CMu4tx73U1L/VujBh+wH+ADnRnBO83kQ:xD/5kIQXbCQ7d2AxNL73U3WhNnB6/+mK";
    private const string B = "192:xD/uceMkIkJ/jb4ACeXCQ7diBlG6+/CMu4tx73U1L/VujBh+wH+ADnRnBO83kL/8:xD/5kIQXbCQ7d2WNL73U3WhNnB6/+mSj";
    private const string C = "6144:VdV0AD6K/qJvv6zCrXq6O0Bk62Ir4whRFsCIBZbcI+u9guJL2A:VdVzD4vxrLOd62K4Q/E5fmzA";
    private const string H = "6144:VdV0AD6K/qJvv6zCrXq6O0Bk62Ir4whRarq6eZJt7+e9rH:VdVzD4vxrLOd62K4Q6iH";
    private const string J = "3:STp8JSQkOTuhJhtdvJBo6eUj4IDw4STDakm+H/Xn5Zf8N0wJoo2O/On:STyFzuJtZeACTDaz+fEzWOW";
    private const string K = "3:STp8JSQkOTuhJhtdvJBo6eUj4IDw4STDakm+H/Xn5Zf8N0wJoo2O/P:STyFzuJtZeACTDaz+fEzWOH";

    [Theory]
    [InlineData(1, 10000, 256, A)]
    [InlineData(2, 300000, 256, C)]
    [InlineData(3, 700, 4, "12:/lz03EB5vxXnrkM7JUCS4TJdP/uvnpyO226wmKOzCP/jpgL704o5W0/Cy:tz036ZiCxgyFNwmKCCP/eW9/Cy")]
    [InlineData(4, 50, 256, "3:Se7wnRyCAQCFOVe0zt+fn:Se7wUV8Ve0g")]
    [InlineData(4, 0, 256, "3::")]
    [InlineData(5, 5000, 2, "96:cAgYMdNmC/gA8mAXZbAWcNkuC07Ji82ED1x:cAgYMdNmC/gA8mAXZbAWcNkuC07Ji82k")]
    [InlineData(6, 193, 256, J)]
    [InlineData(6, 192, 256, K)]
    public void A_digest_is_the_one_that_ssdeep_prints(int seed, int length, int range, string expected) =>
        Assert.Equal(expected, FuzzyDigest.Of(Noise(seed, length, range)).ToString());

    [Fact]
    public void A_value_of_one_byte_repeated_has_few_pieces()
    {
        var value = new byte[100000];
        Array.Fill(value, (byte)'a');
        Assert.Equal("3:tjV:H", FuzzyDigest.Of(value).ToString());
    }

    [Theory]
    [InlineData(A, A, 100)]
    [InlineData(A, B, 94)]
    [InlineData(C, H, 79)]
    [InlineData(J, K, 54)]
    [InlineData(A, C, 0)]
    [InlineData(A, J, 0)]
    public void A_score_is_the_one_that_ssdeep_gives(string first, string second, int expected)
    {
        Assert.Equal(expected, FuzzyScore.Compare(Parse(first), Parse(second)));
        Assert.Equal(expected, FuzzyScore.Compare(Parse(second), Parse(first)));
    }

    [Theory]
    [InlineData("ssdeep,1.1--blocksize:hash:hash,filename")]
    [InlineData("")]
    [InlineData("3:abc")]
    [InlineData("x:abc:def")]
    [InlineData("0:abc:def")]
    [InlineData("-3:abc:def")]
    public void What_is_no_digest_is_none(string line) => Assert.Null(FuzzyDigest.Parse(System.Text.Encoding.Latin1.GetBytes(line)));

    [Fact]
    public void A_digest_with_endless_pieces_scores_nothing()
    {
        var endless = new FuzzyDigest(192, Repeat("abcdefghij", 10_000), Repeat("abcdefghij", 10_000));
        Assert.Equal(0, FuzzyScore.Compare(endless, Parse(A)));
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static FuzzyDigest Parse(string digest) => FuzzyDigest.Parse(System.Text.Encoding.Latin1.GetBytes(digest + ",\"name\""))!;

    private static byte[] Noise(int seed, int length, int range)
    {
        var state = (uint)seed;
        var bytes = new byte[length];
        foreach (ref var b in bytes.AsSpan())
        {
            state = ((state * 1103515245) + 12345) & 0x7FFFFFFF;
            b = (byte)((state >> 16) % range);
        }

        return bytes;
    }
}
