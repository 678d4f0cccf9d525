using Palisade.Engine.Operators;

namespace Palisade.Engine.Tests.Operators;

public sealed class IpMatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-ip").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("10.0.0.0/8,192.0.2.0/25", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8,192.0.2.0/25", "192.0.2.127", true)]
    [InlineData("10.0.0.0/8,192.0.2.0/25", "192.0.2.128", false)]
    [InlineData("10.0.0.0/8, 192.0.2.0/25", "192.0.2.1", true)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("10.0.0.0/8,10.1.0.0/16", "10.200.0.1", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::1", "0:0:0:0:0:0:0:1", true)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "192.0.2.1", false)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.7", true)]
    [InlineData("::ffff:0:0/96", "::ffff:192.0.2.7", true)]
    [InlineData("0.0.0.0/0", "192.0.2.01", false)]
    [InlineData("0.0.0.0/0", "192.0.2", false)]
    [InlineData("0.0.0.0/0", "192.0.2.256", false)]
    [InlineData("0.0.0.0/0", "192.0.2.1 ", false)]
    [InlineData("0.0.0.0/0", "0x7f.0.0.1", false)]
    [InlineData("0.0.0.0/0", "", false)]
    [InlineData("::/0", "[::1]", false)]
    [InlineData("::/0", "::1%eth0", false)]
    [InlineData("::/0", "::ffff:1.2.3", false)]
    [InlineData("::/0", "::1::2", false)]
    public void An_address_matches_when_a_network_holds_it(string networks, string value, bool expected) =>
        Assert.Equal(expected, Op.Matches("ipMatch", networks, value));

    [Theory]
    [InlineData("10.0.0.0/33", 20)]
    [InlineData("10.0.0.1,x", 29)]
    [InlineData("::1/129", 20)]
    [InlineData("10.0.0.0/", 20)]
    [InlineData("10.0.0.0/a", 20)]
    [InlineData("10.0.0.0/255.0.0.0", 20)]
    [InlineData("localhost", 20)]
    [InlineData("%{tx.ip}", 20)]
    public void What_is_no_network_is_reported_where_it_stands(string networks, int column)
    {
        var (created, faults) = Op.Create("ipMatch", networks);
        Assert.Null(created);
        var fault = Assert.Single(faults);
        Assert.Equal("SL4005", fault.Code);
        Assert.Equal(column, fault.At.Column);
    }

    [Theory]
    [InlineData("ipMatchFromFile")]
    [InlineData("ipMatchF")]
    public void A_file_holds_networks(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "ips.data"), "# ours\n10.0.0.0/8, 192.0.2.1\r\n\n2001:db8::/32\n");
        var op = Op.Of(name, "ips.data", file: Path.Combine(_folder, "rules.conf"));
        Assert.True(op.Matches("10.3.2.1"u8, Op.Run()));
        Assert.True(op.Matches("192.0.2.1"u8, Op.Run()));
        Assert.True(op.Matches("2001:db8::1"u8, Op.Run()));
        Assert.False(op.Matches("192.0.2.2"u8, Op.Run()));
    }

    [Fact]
    public void A_dataset_holds_networks()
    {
        var options = new OperatorOptions { Datasets = new Dictionary<string, IReadOnlyList<string>> { ["ours"] = ["10.0.0.0/8", "::1"] } };
        var op = Op.Of("ipMatchFromDataset", "ours", options);
        Assert.True(op.Matches("10.3.2.1"u8, Op.Run()));
        Assert.False(op.Matches("11.3.2.1"u8, Op.Run()));
    }
}
