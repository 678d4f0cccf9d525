using Palisade.Manager.Version1;

namespace Palisade.Manager.Tests.Version1;

/// <summary>The checklist of docs/v1.md is what is served.</summary>
public sealed class V1DocsTests
{
    [Fact]
    public void The_checklist_has_every_path_that_is_served_with_its_methods()
    {
        var served = V1Routes.All.GroupBy(r => r.Path, StringComparer.Ordinal).Select(p => $"`{p.Key}` | {string.Join(", ", p.Select(r => r.Method).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal).ToList();
        var told = File.ReadAllLines(Page()).SkipWhile(l => l is not "## Checklist").TakeWhile(l => l is not "## Not here").Where(l => l.StartsWith("| `", StringComparison.Ordinal) && !l.EndsWith("| not served |", StringComparison.Ordinal))
            .Select(l => l.Split(" | ") is [var path, var methods, ..] ? $"{path[2..]} | {string.Join(", ", methods.Split(", ").Order(StringComparer.Ordinal))}" : l).Order(StringComparer.Ordinal).ToList();
        Assert.True(served.SequenceEqual(told, StringComparer.Ordinal), $"Not in docs/v1.md: {string.Join("; ", served.Except(told, StringComparer.Ordinal))}. Not served: {string.Join("; ", told.Except(served, StringComparer.Ordinal))}");
    }

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var page = Path.Combine(folder.FullName, "docs", "v1.md");
            if (File.Exists(page)) return page;
        }

        throw new FileNotFoundException("docs/v1.md is not above the tests.");
    }
}
