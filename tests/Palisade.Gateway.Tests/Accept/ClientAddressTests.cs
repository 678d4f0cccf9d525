using System.Net;
using Palisade.Configuration;
using Palisade.Gateway.Accept;

namespace Palisade.Gateway.Tests.Accept;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.9", "1.2.3.4", "203.0.113.9")] // a forger
    [InlineData("10.0.0.1", "1.2.3.4", "1.2.3.4")]
    [InlineData("::ffff:10.0.0.1", "1.2.3.4", "1.2.3.4")]
    [InlineData("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4")] // the left one is what the client claims
    [InlineData("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.9.9.9", "1.2.3.4")]
    [InlineData("10.0.0.1", "6.6.6.6, 1.2.3.4:5678 ,10.9.9.9", "1.2.3.4")]
    [InlineData("10.0.0.1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.0.0.1", "[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("10.0.0.1", "1.2.3.4, unknown", "10.0.0.1")] // what is left of a gap has nobody to vouch for it
    [InlineData("10.0.0.1", "1.2.3.4, , 10.9.9.9", "10.9.9.9")]
    [InlineData("10.0.0.1", "1.2.3", "10.0.0.1")]
    [InlineData("10.0.0.1", "0x7f.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "10.1.1.1, 10.2.2.2", "10.1.1.1")] // all of them trusted: the first
    public void The_rightmost_address_that_is_not_trusted_is_the_client(string peer, string header, string client) =>
        Assert.Equal(client, Of(ClientAddressSource.XForwardedFor, peer, header).Address.ToString());

    [Theory]
    [InlineData("for=1.2.3.4", "1.2.3.4")]
    [InlineData("for=6.6.6.6, For=\"1.2.3.4:80\";proto=https;by=10.0.0.1", "1.2.3.4")]
    [InlineData("for=\"[2001:db8::7]:443\"", "2001:db8::7")]
    [InlineData("proto=https;for=1.2.3.4;host=\"a,b\"", "1.2.3.4")]
    [InlineData("for=1.2.3.4, for=_hidden", "10.0.0.1")]
    [InlineData("for=1.2.3.4, proto=http", "10.0.0.1")]
    public void Forwarded_is_read_where_it_is_configured(string header, string client) =>
        Assert.Equal(client, Of(ClientAddressSource.Forwarded, "10.0.0.1", header).Address.ToString());

    [Fact]
    public void Several_headers_are_one_list() =>
        Assert.Equal("1.2.3.4", Of(ClientAddressSource.XForwardedFor, "10.0.0.1", "6.6.6.6", "1.2.3.4", "10.3.3.3").Address.ToString());

    [Fact]
    public void No_header_is_believed_where_none_is_configured() =>
        Assert.Equal("10.0.0.1", Of(ClientAddressSource.Connection, "10.0.0.1", "1.2.3.4").Address.ToString());

    private static Client Of(ClientAddressSource source, string peer, params string[] headers) =>
        new ClientAddress(new TrustedProxies(["10.0.0.0/8"]), source).Of(new IPEndPoint(IPAddress.Parse(peer), 1), headers);
}
