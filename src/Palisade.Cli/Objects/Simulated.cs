using Palisade.Api.Objects;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Policies;

namespace Palisade.Cli.Objects;

/// <summary>New sites that stop nothing since nobody said whether they should: their mode is that of all sites without one, simulation.</summary>
internal static class Simulated
{
    private const int MostTold = 10;

    /// <summary>Says which of a change these are, and what stops attacks.</summary>
    public static void Tell(Screen screen, ObjectFiles files, Applied applied)
    {
        var modeless = files.SitesWithoutMode.ToHashSet(StringComparer.Ordinal);
        string[] sites = [.. applied.Changes.Where(c => c is { Operation: "created", Kind: KindNames.Site }).Select(c => LiveWait.Named(c.Kind, c.Namespace, c.Name)).Where(modeless.Contains)];
        if (sites.Length > 0) screen.Note(ByteText.Clean($"{FirstOf.Show(sites, MostTold)}: in simulation, so attacks are reported and pass; 'operation_mode: active' in the spec stops them"));
    }
}
