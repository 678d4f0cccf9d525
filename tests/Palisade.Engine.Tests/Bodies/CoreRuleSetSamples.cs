using System.Text;

namespace Palisade.Engine.Tests.Bodies;

/// <summary>Request bodies out of the Core Rule Set's own tests, where they are at hand beside the repository.</summary>
internal static class CoreRuleSetSamples
{
    /// <summary>The folder of tests; null when this machine has none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Bodies written as block texts, line ends as in the file. Read with the eye of a text tool, not as YAML: good enough to find bodies.</summary>
    public static IEnumerable<string> Blocks()
    {
        foreach (var file in Files())
        {
            var lines = File.ReadAllLines(file, Encoding.Latin1);
            for (var i = 0; i < lines.Length; i++)
            {
                if (!lines[i].TrimStart().StartsWith("data: |", StringComparison.Ordinal)) continue;
                var indent = Indent(lines[i + 1]);
                var block = lines.Skip(i + 1).TakeWhile(l => l.Length == 0 || Indent(l) >= indent).Select(l => l.Length > indent ? l[indent..] : "");
                yield return string.Join('\n', block).TrimEnd('\n') + "\n";
            }
        }
    }

    /// <summary>Bodies in single quotes on one line.</summary>
    public static IEnumerable<string> Quoted() =>
        from file in Files()
        from line in File.ReadLines(file, Encoding.Latin1)
        let text = line.Trim()
        where text.StartsWith("data: '", StringComparison.Ordinal) && text.EndsWith('\'')
        select text[7..^1].Replace("''", "'", StringComparison.Ordinal);

    private static IEnumerable<string> Files() =>
        Folder is null ? [] : Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var tests = Path.Combine(folder.FullName, "shared", "crs", "tests");
            if (Directory.Exists(tests)) return tests;
        }

        return null;
    }
}
