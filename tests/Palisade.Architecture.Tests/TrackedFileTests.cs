using System.Xml.Linq;

namespace Palisade.Architecture.Tests;

/// <summary>The project is at home on every machine: no file says where it was written or where its packages came from.</summary>
public sealed class TrackedFileTests
{
    private const int LargestText = 4 * 1024 * 1024;

    // Put together here, so that this file does not hold what it forbids.
    private static readonly string[] Registries =
        [.. new[] { "api.nuget", "www.nuget", "registry.npmjs", "registry.yarnpkg", "files.pythonhosted", "proxy.golang", "repo.maven.apache" }.SelectMany(h => new[] { h + ".org", h + ".com" })];

    private static IEnumerable<string> Texts => Repository.Files.Where(f => new FileInfo(Path.Combine(Repository.Root, f)).Length < LargestText);

    [Fact]
    public void No_file_names_a_folder_of_the_machine_it_was_written_on()
    {
        var here = Places().ToArray();

        var telling = Texts.Where(f => here.Any(p => Repository.Read(f).Contains(p, StringComparison.Ordinal)));

        Assert.Empty(telling);
    }

    [Fact]
    public void No_file_names_a_package_registry()
    {
        string[] hosts = [.. Registries, .. ConfiguredRegistries()];

        var telling = Texts.Where(f => hosts.Any(h => Repository.Read(f).Contains(h, StringComparison.OrdinalIgnoreCase)));

        Assert.Empty(telling);
    }

    [Fact]
    public void No_file_of_a_secret_kind_is_tracked()
    {
        var secret = Repository.Files.Where(f =>
            Path.GetExtension(f) is ".pfx" or ".key" or ".p12" or ".snk" || Path.GetFileName(f).ToLowerInvariant() is ".env" or "nuget.config");

        Assert.Empty(secret);
    }

    [Fact]
    public void The_scripts_can_be_executed()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var script in new[] { "palisade", "test", ".ci/run", "bench/side-by-side", "bench/reload", "bench/micro", "bench/search" })
        {
            Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, script)).HasFlag(UnixFileMode.UserExecute), script);
        }
    }

    /// <summary>The working tree, and the folders above it that no other machine has: two levels deep, and none of the usual ones.</summary>
    private static IEnumerable<string> Places()
    {
        string[] usual = ["home", "root", "tmp", "var", "usr", "opt", "srv", "etc", "mnt", "Users"];
        yield return Repository.Root;
        if (usual.Contains(Repository.Root.Split('/')[1], StringComparer.Ordinal)) yield break;
        for (var at = Repository.Root; at.Count(c => c is '/') >= 2; at = Path.GetDirectoryName(at)!) yield return at;
    }

    private static IEnumerable<string> ConfiguredRegistries()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var file = Path.Combine(home, ".nuget", "NuGet", "NuGet.Config");
        if (!File.Exists(file)) return [];
        return XDocument.Load(file).Descendants("packageSources").Descendants("add")
            .Select(a => Uri.TryCreate(a.Attribute("value")?.Value, UriKind.Absolute, out var uri) ? uri.Host : "")
            .Where(h => h.Length > 0);
    }
}
