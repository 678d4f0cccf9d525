namespace Palisade.Architecture.Tests;

/// <summary>Which project may see which: the table of <c>docs/floors.md</c>. A new arrow is a reviewed change to this table.</summary>
public sealed class FloorTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        // floor 0
        ["Palisade.SecLang"] = [],
        ["Palisade.Detection"] = [],
        ["Palisade.Configuration"] = [],
        ["Palisade.Events"] = [],
        ["Palisade.Ftw"] = [],
        ["Palisade.DemoShop"] = [],
        // floor 1
        ["Palisade.Engine"] = ["Palisade.Detection", "Palisade.SecLang"],
        ["Palisade.Storage"] = ["Palisade.Configuration", "Palisade.Events"],
        ["Palisade.Trust"] = ["Palisade.Configuration"],
        // floor 2
        ["Palisade.Api"] = ["Palisade.Configuration", "Palisade.Events"],
        ["Palisade.Protection"] = ["Palisade.Configuration", "Palisade.Engine", "Palisade.SecLang"],
        // floor 3
        ["Palisade.Gateway"] = ["Palisade.Configuration", "Palisade.Engine", "Palisade.Events", "Palisade.Protection"],
        ["Palisade.Manager"] = ["Palisade.Api", "Palisade.Configuration", "Palisade.Events", "Palisade.Protection", "Palisade.Storage", "Palisade.Trust"],
        // floor 4
        ["Palisade.Cli"] =
        [
            "Palisade.Api", "Palisade.Configuration", "Palisade.DemoShop", "Palisade.Detection", "Palisade.Engine", "Palisade.Events",
            "Palisade.Ftw", "Palisade.Gateway", "Palisade.Manager", "Palisade.Protection", "Palisade.SecLang", "Palisade.Storage", "Palisade.Trust",
        ],
        // beside them: what measures, which nothing sees
        ["Palisade.Bench.Accuracy"] = [],
        ["Palisade.Bench.Fleet"] = [],
        ["Palisade.Bench.Requests"] = [],
        ["Palisade.Bench.Origin"] = [],
        ["Palisade.Bench.Yarp"] = [],
        ["Palisade.Bench.SideBySide"] = ["Palisade.Bench.Requests"],
        ["Palisade.Bench.Micro"] = ["Palisade.Bench.Requests", "Palisade.Detection", "Palisade.Engine", "Palisade.Protection", "Palisade.SecLang", "Palisade.Trust"],
        ["Palisade.Bench.Search"] = ["Palisade.Engine", "Palisade.Protection", "Palisade.SecLang"],
    };

    /// <summary>
    /// The gateway is a web server, the executable holds one, the shop is what it protects. Nothing below knows HTTP servers.
    /// Of what measures, the bare proxy and its origin are servers.
    /// </summary>
    private static readonly string[] WithAspNet = ["Palisade.Bench.Origin", "Palisade.Bench.Yarp", "Palisade.Cli", "Palisade.DemoShop", "Palisade.Gateway", "Palisade.Manager"];

    /// <summary>Names that say nothing about what is inside and therefore attract everything.</summary>
    private static readonly string[] GrabBags = ["Common", "Core", "Shared", "Utils", "Utilities", "Helpers", "Misc"];

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_names_only_floors_below_it(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"{project} has no floor yet: add it to the table, with the projects it may see.");
        Assert.Empty(ProjectFile.Load(project).References.Except(Allowed[project], StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_names_no_project_that_is_gone() =>
        Assert.Empty(Allowed.Keys.Except(Repository.Projects, StringComparer.Ordinal));

    [Fact]
    public void The_table_itself_has_no_cycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (Allowed.Keys.FirstOrDefault(p => !done.Contains(p) && Allowed[p].All(done.Contains)) is { } next) done.Add(next);

        Assert.Empty(Allowed.Keys.Except(done, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Only_the_upper_floors_and_the_shop_see_ASP_NET(string project) =>
        Assert.Equal(WithAspNet.Contains(project, StringComparer.Ordinal), ProjectFile.Load(project).SeesAspNet);

    [Theory, MemberData(nameof(Projects))]
    public void Only_a_projects_own_tests_see_its_internals(string project) =>
        Assert.All(ProjectFile.Load(project).Friends, f => Assert.EndsWith(".Tests", f, StringComparison.Ordinal));

    [Theory, MemberData(nameof(Projects))]
    public void No_project_is_a_grab_bag(string project) =>
        Assert.DoesNotContain(project.Split('.')[^1], GrabBags);

    [Theory, MemberData(nameof(Projects))]
    public void A_project_is_in_the_solution(string project) =>
        Assert.Contains($"{Repository.FolderOf(project)}/{project}.csproj", Repository.Read("Palisade.slnx"), StringComparison.Ordinal);
}
