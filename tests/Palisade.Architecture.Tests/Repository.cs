using System.Diagnostics;

namespace Palisade.Architecture.Tests;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Palisade.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is or would be committed, relative to <see cref="Root"/>, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>The C# files under the given top folder.</summary>
    public static IEnumerable<string> Sources(string top) =>
        Files.Where(f => f.StartsWith(top + "/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The names of the projects under <c>src</c> and <c>bench</c>.</summary>
    public static IEnumerable<string> Projects =>
        Files.Where(f => (f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("bench/", StringComparison.Ordinal)) && f.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    /// <summary>The folder of a project, from the root.</summary>
    public static string FolderOf(string project) => TopOf(project) + "/" + project;

    /// <summary>The name of a project's program or library.</summary>
    public static string AssemblyOf(string project) => project is "Palisade.Cli" ? "palisade" : project;

    private static string TopOf(string project) => project.StartsWith("Palisade.Bench.", StringComparison.Ordinal) ? "bench" : "src";

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Palisade.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("Palisade.slnx was not found above the tests.");
    }

    private static string[] ListFiles()
    {
        var listed = AskGit() ?? Walk();
        return [.. listed.Where(f => File.Exists(Path.Combine(Root, f))).Order(StringComparer.Ordinal)];
    }

    private static string[]? AskGit()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode is 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git here: an unpacked archive
        }
    }

    private static IEnumerable<string> Walk() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("artifacts/", StringComparison.Ordinal) && !f.Contains("node_modules/", StringComparison.Ordinal));
}
