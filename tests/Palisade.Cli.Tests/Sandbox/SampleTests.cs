using System.Text;
using Palisade.Cli.Sandbox.Samples;

namespace Palisade.Cli.Tests.Sandbox;

/// <summary>What sites are asked with: built in, or kept by the operator.</summary>
public sealed class SampleTests
{
    [Fact]
    public void A_recorded_request_is_sent_as_it_was_but_for_host_length_and_connection()
    {
        var sample = RecordedSamples.Of("order", "POST /order?a=b%20c HTTP/1.1\r\nHost: shop.example:8080\r\nCookie: a=b\r\nConnection: close\r\nContent-Length: 3\r\n\r\nx=1"u8.ToArray())!;

        Assert.Equal(("shop.example", true), (sample.Host, sample.Ordinary));
        Assert.Equal("POST /order?a=b%20c HTTP/1.1\r\nHost: shop.example\r\nCookie: a=b\r\nContent-Length: 3\r\n\r\nx=1", Encoding.Latin1.GetString(sample.For("shop.example")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("nothing")]
    [InlineData("get / HTTP/1.1\r\n\r\n")]
    [InlineData("GET /a b c HTTP/1.1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    public void What_is_no_request_is_left_out(string text) => Assert.Null(RecordedSamples.Of("x", Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Cuts_and_noise_never_throw()
    {
        var whole = "POST /a HTTP/1.1\r\nHost: [::1]:80\r\n folded\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"u8.ToArray();
        for (var length = 0; length <= whole.Length; length++) _ = RecordedSamples.Of("x", whole[..length]);
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            _ = RecordedSamples.Of("x", noise)?.For("a.example");
        }
    }

    [Fact]
    public void A_folder_is_read_by_name_and_what_is_wrong_in_it_is_told()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.http", "GET /b HTTP/1.1\n\n");
        folder.Write("attack-a.http", "GET /a HTTP/1.1\n\n");
        folder.Write("broken.http", "\n");
        folder.Write("notes.txt", "GET /c HTTP/1.1\n\n");

        var (samples, faults) = RecordedSamples.Read(folder.FullName);

        Assert.Equal([("attack-a", false), ("b", true)], samples.Select(s => (s.Name, s.Ordinary)));
        Assert.Contains("broken.http", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop.example", true)]
    [InlineData("SHOP.example", true)]
    [InlineData("a.wild.example", true)]
    [InlineData("wild.example", false)]
    [InlineData("other.example", false)]
    public void One_with_a_host_is_for_the_sites_that_have_it(string host, bool isFor)
    {
        var sample = new Sample("x", true, host, "GET / HTTP/1.1\r\n"u8.ToArray(), default);

        Assert.Equal(isFor, sample.IsFor(["shop.example", "*.wild.example"]));
        Assert.True(sample.IsFor(["*"]));
        Assert.True((sample with { Host = null }).IsFor(["shop.example"]));
    }

    [Fact]
    public void Built_in_ones_have_names_of_their_own()
    {
        Assert.Equal(BuiltInSamples.All.Count, BuiltInSamples.All.Select(s => s.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(BuiltInSamples.All, s => Assert.EndsWith(" HTTP/1.1", Encoding.Latin1.GetString(s.For("a.example")).Split("\r\n")[0], StringComparison.Ordinal));
    }
}
