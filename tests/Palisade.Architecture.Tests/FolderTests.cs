using System.Text.RegularExpressions;
using Palisade.Architecture.Tests.Metadata;

namespace Palisade.Architecture.Tests;

/// <summary>Folders inside a project: a folder is a namespace, and folders form no cycle.</summary>
public sealed partial class FolderTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory, MemberData(nameof(Projects))]
    public void Folders_form_no_cycle(string project)
    {
        using var assembly = AssemblyReader.Open(Repository.AssemblyOf(project));

        var cycles = FolderCycles.Find(project, assembly.Uses());

        Assert.True(cycles.Count is 0, string.Join('\n', cycles));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Every_file_is_in_the_folder_of_its_namespace(string project)
    {
        var misplaced =
            from file in Repository.Sources(Repository.FolderOf(project))
            let declared = Namespace().Match(Repository.Read(file)).Groups["name"].Value
            let expected = Path.GetDirectoryName(file)![(file.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.')
            where declared.Length > 0 && !string.Equals(declared, expected, StringComparison.Ordinal)
            select $"{file}: namespace {declared}, expected {expected}";

        Assert.Empty(misplaced);
    }

    [Fact]
    public void A_cycle_of_folders_is_found_and_named()
    {
        using var assembly = AssemblyReader.Open("Palisade.Architecture.Tests");

        var cycles = FolderCycles.Find("Palisade.Architecture.Tests.Samples.Cycle", assembly.Uses());

        var cycle = Assert.Single(cycles);
        Assert.Contains("Hen → Egg → Hen", cycle.Replace("Egg → Hen → Egg", "Hen → Egg → Hen", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Hen.Layer uses", cycle, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_only_look_down_have_no_cycle()
    {
        using var assembly = AssemblyReader.Open("Palisade.Architecture.Tests");

        Assert.Empty(FolderCycles.Find("Palisade.Architecture.Tests.Samples.Stairs", assembly.Uses()));
        Assert.Contains(assembly.Uses(), u => u.From.Name is "TopStep" && u.To.Name is "BottomStep");
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();
}
