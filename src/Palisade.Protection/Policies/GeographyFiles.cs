using Palisade.Engine.Geo;
using Palisade.Protection.Policies.Matching;
using Palisade.Protection.Policies.Reading;
using Palisade.SecLang;

namespace Palisade.Protection.Policies;

/// <summary>Opens the databases that say where clients are.</summary>
public static class GeographyFiles
{
    /// <summary>Both, or what is wrong with them.</summary>
    public static (Geography Geography, IReadOnlyList<Diagnostic> Diagnostics) Open(PolicySource source)
    {
        var faults = new List<Diagnostic>();
        var (places, networks) = (Open(source.Geo, faults), Open(source.Asn, faults));
        return (places is null && networks is null ? Geography.None : new(places, networks), faults);
    }

    private static GeoDatabase? Open(string? path, List<Diagnostic> faults)
    {
        if (path is null) return null;

        var database = GeoDatabase.Open(path, out var fault);
        if (database is null) faults.Add(new(new(path, 1, 1), DiagnosticSeverity.Error, PolicyCodes.File, $"The database cannot be used: {fault}"));
        return database;
    }
}
