using System.Net;
using Palisade.Engine.Geo;
using Palisade.Engine.Tests.Geo;
using Palisade.Protection.Policies;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;

namespace Palisade.Protection.Tests.Policies.Services;

/// <summary>Where clients are, from databases in the MaxMind DB format to the decision of a policy.</summary>
public sealed class GeographyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("palisade-geo").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("client_selector: {expressions: ['geo.palisade/country in (DE)']}", "192.0.2.9", "198.51.100.9")]
    [InlineData("client_selector: {expressions: ['geo.palisade/region = DE-BE']}", "192.0.2.9", "198.51.100.9")]
    [InlineData("client_selector: {expressions: ['geo.palisade/continent = EU, geo.palisade/country != FR']}", "192.0.2.9", "198.51.100.9")]
    [InlineData("client_selector: {expressions: ['geo.palisade/asn = 64500']}", "198.51.100.9", "192.0.2.9")]
    [InlineData("client_selector: {expressions: ['!geo.palisade/country']}", "203.0.113.1", "192.0.2.9")]
    [InlineData("client_selector: {expressions: ['geo.palisade/country notin (DE, FR)']}", "203.0.113.1", "2001:db8::1")]
    [InlineData("country_list: [COUNTRY_FR]", "2001:db8::1", "192.0.2.9")]
    [InlineData("asn_list: {as_numbers: ['64500']}", "198.51.100.9", "203.0.113.1")]
    [InlineData("label_matcher: {keys: [geo.palisade/country]}", "192.0.2.9", "198.51.100.9")]
    public void A_policy_decides_by_where_a_client_is(string spec, string denied, string allowed)
    {
        var site = Asked.Denying(spec, "{geo.palisade/country: DE}", Open(Places(), Networks()));

        Assert.True(Asked.Denied(site, "GET /", denied));
        Assert.False(Asked.Denied(site, "GET /", allowed));
    }

    [Fact]
    public void A_database_that_is_cut_anywhere_is_refused_with_its_reason_or_read_and_never_fails()
    {
        var whole = Places();
        for (var cut = 0; cut < whole.Length; cut++)
        {
            var database = GeoDatabase.Open(whole[..cut], out var fault);
            Assert.True(database is not null || fault.Length > 0);
            database?.Place(IPAddress.Parse("192.0.2.9"));
        }

        File.WriteAllBytes(Path.Combine(_folder, "cut.mmdb"), whole[..(whole.Length / 2)]);
        var (geography, faults) = GeographyFiles.Open(new() { Geo = Path.Combine(_folder, "cut.mmdb") });
        var told = Assert.Single(faults);
        Assert.Equal((PolicyCodes.File, "cut.mmdb"), (told.Code, Path.GetFileName(told.At.File)));
        Assert.Contains("The database cannot be used", told.Message, StringComparison.Ordinal);
        Assert.Same(Geography.None, geography);
    }

    [Fact]
    public void A_damaged_database_never_fails_a_request()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Places();
            for (var i = 0; i < 3; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (GeoDatabase.Open(bytes, out _) is not { } database) continue;
            var site = Asked.Denying("client_selector: {expressions: ['geo.palisade/region = DE-BE']}", geography: new(database, database));
            Asked.Denied(site, "GET /", "192.0.2.9");
            Asked.Denied(site, "GET /", "2001:db8::1");
        }
    }

    private Geography Open(byte[] places, byte[] networks)
    {
        File.WriteAllBytes(Path.Combine(_folder, "places.mmdb"), places);
        File.WriteAllBytes(Path.Combine(_folder, "networks.mmdb"), networks);
        var (geography, faults) = GeographyFiles.Open(new() { Geo = Path.Combine(_folder, "places.mmdb"), Asn = Path.Combine(_folder, "networks.mmdb") });
        Assert.Empty(faults);
        return geography;
    }

    private static byte[] Places()
    {
        var builder = new MmdbBuilder(28);
        var berlin = builder.AddData(Record("DE", "EU", [new Dictionary<string, object> { ["iso_code"] = "BE" }]));
        var france = builder.AddData(Record("FR", "EU", []));
        builder.Add([192, 0, 2, 0], 24, berlin);
        builder.Add([198, 51, 100, 0], 24, france);
        builder.Add([0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 32, france);
        return builder.Build();
    }

    private static byte[] Networks()
    {
        var builder = new MmdbBuilder(24);
        builder.Add([198, 51, 100, 0], 24, builder.AddData(new Dictionary<string, object> { ["autonomous_system_number"] = 64500u, ["autonomous_system_organization"] = "Example Net" }));
        return builder.Build();
    }

    private static Dictionary<string, object> Record(string country, string continent, object[] regions) => new()
    {
        ["continent"] = new Dictionary<string, object> { ["code"] = continent },
        ["country"] = new Dictionary<string, object> { ["iso_code"] = country },
        ["subdivisions"] = regions,
    };
}
