namespace Palisade.Engine.Geo;

/// <summary>Where an address is, as a database says. Texts are null where it does not.</summary>
/// <param name="Country">Two letters (ISO 3166-1), in capitals.</param>
/// <param name="Region">The first subdivision as ISO 3166-2 writes it, with its country: <c>US-CA</c>.</param>
/// <param name="City">In English.</param>
/// <param name="Continent">Two letters.</param>
public sealed record GeoPlace(string? Country, string? Region, string? City, string? Continent);

/// <summary>Whose network an address is in.</summary>
/// <param name="Number">The number of the autonomous system.</param>
/// <param name="Organization">Who runs it; null where the database does not say.</param>
public sealed record GeoNetwork(uint Number, string? Organization)
{
    /// <summary>The number as a text.</summary>
    public string Text { get; } = Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
