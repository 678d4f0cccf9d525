using System.Text;
using Palisade.Engine.Addresses;
using Palisade.Engine.Geo;

namespace Palisade.Engine.Tests.Geo;

public sealed class MmdbFileTests
{
    [Theory]
    [InlineData(24, 6)]
    [InlineData(28, 6)]
    [InlineData(32, 6)]
    [InlineData(24, 4)]
    [InlineData(28, 4)]
    [InlineData(32, 4)]
    public void An_address_leads_to_the_record_of_its_network(int recordBits, int version)
    {
        var file = MmdbFile.Open(Sample(recordBits, version), out _);
        Assert.NotNull(file);
        Assert.Equal("DE", Text(file, "192.0.2.200", "country", "iso_code"));
        Assert.Equal("Berlin", Text(file, "192.0.2.200", "city", "names", "en"));
        Assert.Equal("BE", Text(file, "192.0.2.200", "subdivisions", "0", "iso_code"));
        Assert.Equal("52.520000", Text(file, "192.0.2.200", "location", "latitude"));
        Assert.Equal("511", Text(file, "192.0.2.200", "location", "metro_code"));
        Assert.Equal("FR", Text(file, "198.51.100.1", "country", "iso_code"));
        Assert.Null(Text(file, "192.0.2.200", "postal", "code"));
        Assert.Null(Text(file, "192.0.2.200", "country"));
        Assert.Null(Text(file, "192.0.3.1", "country", "iso_code"));
        Assert.Equal(version == 6 ? "FR" : null, Text(file, "2001:db8::1", "country", "iso_code"));
    }

    [Fact]
    public void Long_texts_and_pointers_are_read()
    {
        var builder = new MmdbBuilder();
        var text = builder.AddData(new string('x', 300));
        var data = builder.AddData(new Dictionary<string, object> { ["long"] = new MmdbBuilder.Pointer(text), ["huge"] = new string('y', 70_000), ["end"] = "z" });
        builder.Add([10, 0, 0, 0], 8, data);
        var file = MmdbFile.Open(builder.Build(), out _)!;
        Assert.Equal(new string('x', 300), Text(file, "10.1.1.1", "long"));
        Assert.Equal(70_000, Text(file, "10.1.1.1", "huge")!.Length);
        Assert.Equal("z", Text(file, "10.1.1.1", "end"));
    }

    [Fact]
    public void A_pointer_that_leads_to_itself_leads_nowhere()
    {
        var builder = new MmdbBuilder();
        builder.Add([10, 0, 0, 0], 8, builder.AddData(new MmdbBuilder.Pointer(0)));
        Assert.Null(Text(MmdbFile.Open(builder.Build(), out _)!, "10.1.1.1", "country"));
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        Assert.Null(MmdbFile.Open([], out var fault));
        Assert.Equal("it is not a MaxMind DB file", fault);
        Assert.Null(MmdbFile.Open(new byte[1000], out _));
    }

    [Fact]
    public void Every_cut_is_refused_or_read_without_an_exception()
    {
        var whole = Sample(24, 6);
        for (var cut = 0; cut < whole.Length; cut++)
        {
            Ask(whole[..cut]);
            Ask(whole[cut..]);
        }
    }

    [Fact]
    public void Damaged_files_are_read_without_an_exception()
    {
        var random = new Random(3);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Sample(24 + (4 * (round % 3)), 6);
            for (var change = 0; change < 1 + random.Next(6); change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Ask(bytes);
        }
    }

    [Fact]
    public void Three_letter_codes_are_known_for_all_countries()
    {
        Assert.Equal(249, CountryCodes.Count);
        Assert.Equal("DEU", CountryCodes.ThreeLetters("DE"));
        Assert.Null(CountryCodes.ThreeLetters("XX"));
    }

    private static void Ask(byte[] bytes)
    {
        if (MmdbFile.Open(bytes, out _) is not { } file) return;
        Text(file, "192.0.2.200", "city", "names", "en");
        Text(file, "198.51.100.7", "location", "latitude");
        Text(file, "2001:db8::1", "subdivisions", "0", "iso_code");
    }

    private static string? Text(MmdbFile file, string address, params string[] path)
    {
        Assert.True(AddressText.TryParse(Encoding.ASCII.GetBytes(address), out var parsed));
        return file.Find(parsed)?.Text(path) is { } text ? Encoding.UTF8.GetString(text) : null;
    }

    internal static byte[] Sample(int recordBits, int version)
    {
        var builder = new MmdbBuilder(recordBits, version);
        var germany = builder.AddData(new Dictionary<string, object>
        {
            ["skipped"] = new object[] { 1u, "two", new Dictionary<string, object> { ["three"] = 3.0, ["yes"] = true } },
            ["city"] = new Dictionary<string, object> { ["names"] = new Dictionary<string, object> { ["de"] = "Berlin (de)", ["en"] = "Berlin" } },
            ["continent"] = new Dictionary<string, object> { ["code"] = "EU" },
            ["country"] = new Dictionary<string, object> { ["iso_code"] = "DE", ["names"] = new Dictionary<string, object> { ["en"] = "Germany" } },
            ["location"] = new Dictionary<string, object> { ["latitude"] = 52.52, ["longitude"] = -13.4, ["metro_code"] = (ushort)511 },
            ["subdivisions"] = new object[] { new Dictionary<string, object> { ["iso_code"] = "BE" } },
        });
        var france = builder.AddData(new Dictionary<string, object> { ["country"] = new Dictionary<string, object> { ["iso_code"] = "FR" } });
        builder.Add([192, 0, 2, 0], 24, germany);
        builder.Add([198, 51, 100, 0], 24, france);
        if (version == 6) builder.Add([0x20, 0x01, 0x0d, 0xb8, .. new byte[12]], 32, france);
        return builder.Build();
    }
}
