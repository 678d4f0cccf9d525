using System.Net;
using Palisade.Configuration;

namespace Palisade.Gateway.Tests.Configuration;

public sealed class GatewayConfigTests
{
    private static readonly GatewayConfig Good = new() { Origin = new() { Url = "http://127.0.0.1:3000" } };

    public static TheoryData<string, GatewayConfig> Faults => new()
    {
        { "listen", Good with { Listen = [] } },
        { "listen[0].address", Good with { Listen = [new() { Address = "localhost" }] } },
        { "listen[1].port", Good with { Listen = [new(), new() { Port = 65536 }] } },
        { "listen[0].certificate.path", Good with { Listen = [new() { Certificate = new() { Path = "/nowhere.pem" } }] } },
        { "admin.port", Good with { Admin = new() { Port = -1 } } },
        { "admin.port", Good with { Admin = new() { Port = 8080 } } },
        { "origin.url", new() },
        { "origin.url", Good with { Origin = new() { Url = "127.0.0.1:3000" } } },
        { "origin.url", Good with { Origin = new() { Url = "ftp://a" } } },
        { "origin.url", Good with { Origin = new() { Url = "http://a/path" } } },
        { "origin.url", Good with { Origin = new() { Url = "http://user@a" } } },
        { "site", Good with { Site = "" } },
        { "rules", Good with { Rules = "/nowhere" } },
        { "paranoia", Good with { Paranoia = 5 } },
        { "trustedProxies[1]", Good with { TrustedProxies = ["::1", "10.0.0.0/33"] } },
        { "limits.requestLineBytes", Good with { Limits = new() { RequestLineBytes = 1 } } },
        { "limits.headerCount", Good with { Limits = new() { HeaderCount = 0 } } },
        { "limits.decodedRatio", Good with { Limits = new() { DecodedRatio = 1 } } },
        { "timeouts.originIdle", Good with { Timeouts = new() { OriginIdle = TimeSpan.Zero } } },
        { "timeouts.requestBodyGrace", Good with { Timeouts = new() { RequestBodyGrace = TimeSpan.FromSeconds(1) } } },
        { "masking.names[0]", Good with { Masking = new() { Names = [" "] } } },
        { "blockPage.status", Good with { BlockPage = new() { Status = 99 } } },
        { "blockPage.file", Good with { BlockPage = new() { File = "/nowhere.html" } } },
    };

    [Fact]
    public void The_defaults_lack_only_an_origin()
    {
        Assert.Empty(Good.Check());
        Assert.Empty((Good with { Origin = new() { Url = "h2c://[::1]:80" }, TrustedProxies = ["10.1.2.3/8", "fd00::/8"] }).Check());
    }

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_names_its_field(string field, GatewayConfig config) => Assert.Equal(field, Assert.Single(config.Check()).Field);

    [Fact]
    public void Every_fault_is_told_at_once() =>
        Assert.Equal(["origin.url", "paranoia", "limits.headerBytes"], (Good with { Origin = new(), Paranoia = 0, Limits = new() { HeaderBytes = 0 } }).Check().Select(f => f.Field));

    [Theory]
    [InlineData("10.1.2.3/8", "10.255.0.1", true)]
    [InlineData("10.1.2.3/8", "11.0.0.1", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.7/31", "192.0.2.6", true)]
    [InlineData("0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    public void A_range_holds_its_addresses(string range, string address, bool holds) =>
        Assert.Equal(holds, AddressRange.Parse(range)!.Value.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("::1/129")]
    [InlineData("example.com")]
    public void What_is_no_range_is_none(string text) => Assert.Null(AddressRange.Parse(text));
}
