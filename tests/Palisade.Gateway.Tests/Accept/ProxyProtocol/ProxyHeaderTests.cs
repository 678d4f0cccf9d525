using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Text;
using Palisade.Gateway.Accept.ProxyProtocol;

namespace Palisade.Gateway.Tests.Accept.ProxyProtocol;

public sealed class ProxyHeaderTests
{
    private static readonly byte[] Signature = "\r\n\r\n\0\r\nQUIT\n"u8.ToArray();

    public static TheoryData<string, string?> Lines => new()
    {
        { "PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n", "192.0.2.1:56324" },
        { "PROXY TCP6 2001:db8::1 2001:db8::2 1 65535\r\n", "[2001:db8::1]:1" },
        { "PROXY TCP6 ::ffff:192.0.2.1 ::1 1 2\r\n", "192.0.2.1:1" },
        { "PROXY UNKNOWN\r\n", null },
        { "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", null },
    };

    [Theory, MemberData(nameof(Lines))]
    public void Version_1_names_the_client(string line, string? source)
    {
        var header = ProxyHeader.Read(Encoding.Latin1.GetBytes(line + "GET"));

        Assert.Equal(new ProxyHeader(ProxyHeaderState.Complete, line.Length, source is null ? null : IPEndPoint.Parse(source), header.Destination), header);
    }

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 56324\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443 1\r\n")]
    [InlineData("PROXY TCP4  192.0.2.1 198.51.100.2 56324 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.01 198.51.100.2 56324 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2 198.51.100.2 56324 443\r\n")]
    [InlineData("PROXY TCP4 ::1 ::2 56324 443\r\n")]
    [InlineData("PROXY TCP6 192.0.2.1 198.51.100.2 56324 443\r\n")]
    [InlineData("PROXY TCP6 fe80::1%1 ::1 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 65536 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 0443 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.2 -1 443\r\n")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.2 1 2\r\n")]
    [InlineData("PROXY \r\n")]
    [InlineData("proxy TCP4 192.0.2.1 198.51.100.2 1 2\r\n")]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("PROXY TCP4 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_broken_line_is_malformed(string line) =>
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Encoding.Latin1.GetBytes(line)).State);

    [Fact]
    public void Version_2_names_the_client_in_both_families()
    {
        var v4 = ProxyHeader.Read(Version2(0x21, 0x11, [192, 0, 2, 1, 198, 51, 100, 2, 0xDC, 0x04, 1, 187], [0xE0, 0, 1, 9]));
        var v6 = ProxyHeader.Read(Version2(0x21, 0x21, [.. IPAddress.Parse("2001:db8::1").GetAddressBytes(), .. IPAddress.Parse("::2").GetAddressBytes(), 0, 1, 0, 2]));

        Assert.Equal(IPEndPoint.Parse("192.0.2.1:56324"), v4.Source);
        Assert.Equal(IPEndPoint.Parse("198.51.100.2:443"), v4.Destination);
        Assert.Equal(16 + 12 + 4, v4.Length);
        Assert.Equal(IPEndPoint.Parse("[2001:db8::1]:1"), v6.Source);
    }

    [Fact]
    public void Local_connections_and_other_families_name_nobody()
    {
        Assert.Equal(new ProxyHeader(ProxyHeaderState.Complete, 16), ProxyHeader.Read(Version2(0x20, 0x00, [])));
        Assert.Equal(new ProxyHeader(ProxyHeaderState.Complete, 28), ProxyHeader.Read(Version2(0x20, 0x11, new byte[12])));
        Assert.Equal(new ProxyHeader(ProxyHeaderState.Complete, 16 + 216), ProxyHeader.Read(Version2(0x21, 0x31, new byte[216])));
        Assert.Equal(new ProxyHeader(ProxyHeaderState.Complete, 16), ProxyHeader.Read(Version2(0x21, 0x00, [])));
    }

    [Fact]
    public void A_broken_version_2_header_is_malformed()
    {
        byte[] addresses = [192, 0, 2, 1, 198, 51, 100, 2, 0, 1, 0, 2];
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Version2(0x11, 0x11, addresses)).State);
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Version2(0x22, 0x11, addresses)).State);
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Version2(0x21, 0x41, addresses)).State);
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Version2(0x21, 0x21, addresses)).State);
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Version2(0x21, 0x11, addresses, [4, 0])).State);
        Assert.Equal(ProxyHeaderState.Malformed, ProxyHeader.Read(Version2(0x21, 0x11, addresses, [4, 0, 9, 1])).State);
    }

    [Fact]
    public void A_checksum_is_checked_where_there_is_one()
    {
        var header = Version2(0x21, 0x11, [192, 0, 2, 1, 198, 51, 100, 2, 0, 1, 0, 2], [3, 0, 4, 0, 0, 0, 0]);
        var crc = uint.MaxValue;
        foreach (var b in header) crc = BitOperations.Crc32C(crc, b);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(^4), ~crc);

        Assert.Equal(ProxyHeaderState.Complete, ProxyHeader.Read(header).State);

        for (var i = 0; i < header.Length; i++)
        {
            if (i == 28) continue; // the type: then it is no checksum any more

            var bent = header.ToArray();
            bent[i] ^= 0x40;
            Assert.NotEqual(new ProxyHeader(ProxyHeaderState.Complete, header.Length, IPEndPoint.Parse("192.0.2.1:1"), IPEndPoint.Parse("198.51.100.2:2")), ProxyHeader.Read(bent));
        }
    }

    [Fact]
    public void Every_cut_is_incomplete()
    {
        byte[][] headers =
        [
            .. Lines.Select(row => Encoding.Latin1.GetBytes((string)row[0]!)),
            Version2(0x21, 0x11, new byte[12], [0xE0, 0, 1, 9]),
            Version2(0x21, 0x21, new byte[36]),
            Version2(0x20, 0x00, []),
        ];
        foreach (var header in headers)
        {
            for (var cut = 0; cut < header.Length; cut++) Assert.Equal(ProxyHeaderState.Incomplete, ProxyHeader.Read(header.AsSpan(0, cut)).State);
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            ProxyHeader.Read(bytes);
            ProxyHeader.Read([.. Signature, .. bytes]);
            ProxyHeader.Read([.. Signature, 0x21, 0x11, 0, (byte)random.Next(40), .. bytes]);
            ProxyHeader.Read([.. "PROXY TCP4 "u8, .. bytes]);
        }
    }

    private static byte[] Version2(byte command, byte family, byte[] addresses, byte[]? extensions = null)
    {
        var length = addresses.Length + (extensions?.Length ?? 0);
        return [.. Signature, command, family, (byte)(length >> 8), (byte)length, .. addresses, .. extensions ?? []];
    }
}
