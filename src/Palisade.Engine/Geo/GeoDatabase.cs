using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Palisade.Engine.Addresses;

namespace Palisade.Engine.Geo;

/// <summary>
/// A database in the MaxMind DB format, for places (<c>GeoLite2-City</c>, <c>GeoLite2-Country</c> and what is made like them) or for
/// autonomous systems. Safe for all requests; what was read of a record once is kept, so that looking up again allocates nothing.
/// </summary>
public sealed class GeoDatabase
{
    // Records that differ: some hundreds by country, some hundred thousand by city.
    private const int MostKept = 500_000;

    private readonly MmdbFile _file;
    private readonly ConcurrentDictionary<int, GeoPlace> _places = new();
    private readonly ConcurrentDictionary<int, GeoNetwork?> _networks = new();

    private GeoDatabase(MmdbFile file) => _file = file;

    /// <summary>Reads a file whole.</summary>
    /// <param name="fault">Why there is none.</param>
    /// <returns>Null when it cannot be read or is no such database.</returns>
    public static GeoDatabase? Open(string path, out string fault) => GeoDatabases.Load(path, out fault) is { } file ? new(file) : null;

    /// <summary>Takes the content of a file.</summary>
    public static GeoDatabase? Open(byte[] content, out string fault) => MmdbFile.Open(content, out fault) is { } file ? new(file) : null;

    /// <summary>Where an address is; null when the database does not have it.</summary>
    public GeoPlace? Place(IPAddress address)
    {
        if (Find(address) is not { } record) return null;
        if (_places.TryGetValue(record.Offset, out var known)) return known;

        var country = Text(record, "country", "iso_code") ?? Text(record, "registered_country", "iso_code");
        var region = Text(record, "subdivisions", "0", "iso_code");
        var place = new GeoPlace(
            country?.ToUpperInvariant(), region is null ? null : $"{country}-{region}".ToUpperInvariant(), Text(record, "city", "names", "en"), Text(record, "continent", "code"));
        if (_places.Count < MostKept) _places.TryAdd(record.Offset, place);
        return place;
    }

    /// <summary>Whose network an address is in; null when the database does not have it.</summary>
    public GeoNetwork? Network(IPAddress address)
    {
        if (Find(address) is not { } record) return null;
        if (_networks.TryGetValue(record.Offset, out var known)) return known;

        var network = record.Number("autonomous_system_number") is { } number and <= uint.MaxValue
            ? new GeoNetwork((uint)number, Text(record, "autonomous_system_organization"))
            : null;
        if (_networks.Count < MostKept) _networks.TryAdd(record.Offset, network);
        return network;
    }

    private MmdbRecord? Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written)) return null;

        UInt128 number = 0;
        foreach (var b in bytes[..written]) number = (number << 8) | b;
        return _file.Find(new Address(written == 16, number));
    }

    private static string? Text(MmdbRecord record, params ReadOnlySpan<string> path) => record.Text(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
