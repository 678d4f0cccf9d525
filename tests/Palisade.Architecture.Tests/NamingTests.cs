using Palisade.Architecture.Tests.Metadata;

namespace Palisade.Architecture.Tests;

/// <summary>Types are named for what they are.</summary>
public sealed class NamingTests
{
    private static readonly string[] Empty = ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common"];

    public static TheoryData<string> Projects => [.. Repository.Projects];

    [Theory, MemberData(nameof(Projects))]
    public void No_type_is_called_Manager_Helper_or_Utils(string project)
    {
        using var assembly = AssemblyReader.Open(Repository.AssemblyOf(project));

        // Types outside our namespaces are what generators of the SDK add.
        var bad = assembly.Types()
            .Where(t => t.Namespace.StartsWith("Palisade", StringComparison.Ordinal))
            .Where(t => Empty.Any(e => t.Name.Split('`')[0].EndsWith(e, StringComparison.Ordinal)));

        Assert.Empty(bad);
    }
}
