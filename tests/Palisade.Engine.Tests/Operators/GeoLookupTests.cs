using System.Text;
using Palisade.Engine.Operators;
using Palisade.Engine.Tests.Geo;

namespace Palisade.Engine.Tests.Operators;

public sealed class GeoLookupTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_known_address_fills_the_collection()
    {
        File.WriteAllBytes(_file, MmdbFileTests.Sample(28, 6));
        var run = Op.Run();
        Assert.True(Op.Of("geoLookup", "", new OperatorOptions { GeoDatabase = _file }).Matches("192.0.2.1"u8, run));
        var seen = run.Geo!.Select(f => $"{f.Key}={Encoding.UTF8.GetString(f.Value)}");
        Assert.Equal(
            ["COUNTRY_CODE=DE", "COUNTRY_CODE3=DEU", "COUNTRY_NAME=Germany", "COUNTRY_CONTINENT=EU", "REGION=BE", "CITY=Berlin", "LATITUDE=52.520000", "LONGITUDE=-13.400000", "DMA_CODE=511"],
            seen);
    }

    [Theory]
    [InlineData("203.0.113.1")]
    [InlineData("example.org")]
    [InlineData("")]
    public void An_unknown_address_matches_nothing(string value)
    {
        File.WriteAllBytes(_file, MmdbFileTests.Sample(24, 4));
        var run = Op.Run();
        Assert.False(Op.Of("geoLookup", "", new OperatorOptions { GeoDatabase = _file }).Matches(Op.Bytes(value), run));
        Assert.Null(run.Geo);
    }

    [Fact]
    public void Without_a_database_nothing_matches() => Assert.False(Op.Matches("geoLookup", "", "192.0.2.1"));

    [Fact]
    public void A_database_that_cannot_be_read_is_a_fault()
    {
        File.WriteAllText(_file, "not a database");
        Assert.Equal("SL4011", Assert.Single(Op.Create("geoLookup", "", new OperatorOptions { GeoDatabase = _file }).Faults).Code);
        Assert.Equal("SL4011", Assert.Single(Op.Create("geoLookup", "", new OperatorOptions { GeoDatabase = _file + ".missing" }).Faults).Code);
    }
}
