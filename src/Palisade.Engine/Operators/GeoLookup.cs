using System.Text;
using Palisade.Engine.Addresses;
using Palisade.Engine.Geo;

namespace Palisade.Engine.Operators;

/// <summary><c>@geoLookup</c>: true when the value is an address that the geolocation database knows; fills <c>GEO</c>.</summary>
/// <remarks>
/// The database is the MMDB file of <c>SecGeoLookupDb</c> (MaxMind's City or Country, or one of that layout). Without one
/// nothing matches. <c>GEO</c> gets, as far as the record has them, COUNTRY_CODE, COUNTRY_CODE3, COUNTRY_NAME,
/// COUNTRY_CONTINENT (two letters), REGION (the code of the first subdivision), CITY, POSTAL_CODE, LATITUDE, LONGITUDE and
/// DMA_CODE; texts are English and UTF-8. Host names are not looked up, unlike in ModSecurity. The argument is ignored.
/// </remarks>
internal sealed class GeoLookup : Operator
{
    private readonly MmdbFile? _database;

    private GeoLookup(MmdbFile? database) => _database = database;

    /// <inheritdoc/>
    public override string Name => "geoLookup";

    /// <summary>Opens the database.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        if (argument.Options.GeoDatabase is not { } path) return new GeoLookup(null);
        argument.Options.Reads?.Note(path);
        return GeoDatabases.Load(path, out var fault) is { } database
            ? new GeoLookup(database)
            : argument.Refuse(OperatorFaults.GeoDatabase, $"cannot read the database {path}: {fault}", "SecGeoLookupDb names an .mmdb file");
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (_database is null || !AddressText.TryParse(value, out var address) || _database.Find(address) is not { } record) return false;
        run.Geo = Fields(record);
        return true;
    }

    private static List<KeyValuePair<string, byte[]>> Fields(MmdbRecord record)
    {
        List<KeyValuePair<string, byte[]>> fields = [];
        var country = record.Text("country", "iso_code");
        Add("COUNTRY_CODE", country);
        Add("COUNTRY_CODE3", country is not null && CountryCodes.ThreeLetters(Encoding.Latin1.GetString(country)) is { } three ? Encoding.ASCII.GetBytes(three) : null);
        Add("COUNTRY_NAME", record.Text("country", "names", "en"));
        Add("COUNTRY_CONTINENT", record.Text("continent", "code"));
        Add("REGION", record.Text("subdivisions", "0", "iso_code"));
        Add("CITY", record.Text("city", "names", "en"));
        Add("POSTAL_CODE", record.Text("postal", "code"));
        Add("LATITUDE", record.Text("location", "latitude"));
        Add("LONGITUDE", record.Text("location", "longitude"));
        Add("DMA_CODE", record.Text("location", "metro_code"));
        return fields;

        void Add(string name, byte[]? text)
        {
            if (text is not null) fields.Add(new KeyValuePair<string, byte[]>(name, text));
        }
    }
}
