using Palisade.SecLang;

namespace Palisade.Protection.Bots;

/// <summary>Every definition there is: the built-in ones, then those of a folder, which replace built-in ones of the same name.</summary>
public static class BotLibrary
{
    private const string Prefix = "bots/";
    private const int MostFiles = 1000;

    private static readonly EnumerationOptions Files = new() { RecurseSubdirectories = true, IgnoreInaccessible = false };

    /// <summary>The built-in definitions; faults only if the library itself is broken, which a test excludes.</summary>
    public static (IReadOnlyList<BotDefinition> Bots, IReadOnlyList<Diagnostic> Diagnostics) BuiltIn()
    {
        var (bots, faults) = (new List<BotDefinition>(), new List<Diagnostic>());
        var assembly = typeof(BotLibrary).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            Add(BotFile.Read("palisade:" + name, reader.ReadToEnd()), bots, faults);
        }

        RefuseTwins(bots, faults);
        return (bots, faults);
    }

    /// <summary>Reads the folder's <c>.yaml</c> files over the built-in definitions and makes them ready to be matched.</summary>
    /// <param name="folder">Null for the built-in ones alone.</param>
    /// <returns>No catalog when anything is wrong, so that the one in force stays.</returns>
    public static (BotCatalog? Catalog, IReadOnlyList<Diagnostic> Diagnostics) Load(string? folder)
    {
        var (bots, faults) = BuiltIn();
        if (folder is null) return (faults.Count is 0 ? new BotCatalog(bots) : null, faults);

        var (own, diagnostics) = OfFolder(folder);
        var replaced = own.Select(b => b.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<Diagnostic> all = [.. faults, .. diagnostics];
        return (all.Count is 0 ? new BotCatalog([.. bots.Where(b => !replaced.Contains(b.Name)), .. own]) : null, all);
    }

    private static (List<BotDefinition> Bots, List<Diagnostic> Diagnostics) OfFolder(string folder)
    {
        var (bots, faults) = (new List<BotDefinition>(), new List<Diagnostic>());
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", Files).Order(StringComparer.Ordinal).Take(MostFiles))
            {
                if (new FileInfo(file).Length > 4L * BotFile.MostCharacters) faults.Add(Unreadable(file, "the file is too large"));
                else Add(BotFile.Read(file, File.ReadAllText(file)), bots, faults);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(Unreadable(folder, e.Message));
        }

        RefuseTwins(bots, faults);
        return (bots, faults);
    }

    private static void Add((IReadOnlyList<BotDefinition> Bots, IReadOnlyList<Diagnostic> Diagnostics) read, List<BotDefinition> bots, List<Diagnostic> faults)
    {
        bots.AddRange(read.Bots);
        faults.AddRange(read.Diagnostics);
    }

    private static void RefuseTwins(List<BotDefinition> bots, List<Diagnostic> faults)
    {
        foreach (var twins in bots.GroupBy(b => b.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            foreach (var twin in twins.Skip(1)) faults.Add(new(twin.At, DiagnosticSeverity.Error, "PR0310", $"There is a bot '{twin.Name}' already", $"at {twins.First().At}"));
        }
    }

    private static Diagnostic Unreadable(string path, string why) => new(new(path, 1, 1), DiagnosticSeverity.Error, "PR0311", $"Cannot be read: {why}");
}
