using System.Runtime.InteropServices;

namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>Where things are: the program under test, the project, what lies beside it, and programs on the PATH.</summary>
internal static class Places
{
    /// <summary>The executable that was built with this test.</summary>
    public static string Palisade { get; } = Path.Combine(AppContext.BaseDirectory, "palisade");

    /// <summary>The root of the runtime that runs this test: executables look for one in the usual places only.</summary>
    public static string Runtime { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>The project's folder.</summary>
    public static string Project { get; } = Above("Palisade.slnx") ?? throw new InvalidOperationException("Not inside the project.");

    /// <summary>The Core Rule Set, where there is one.</summary>
    public static string? CoreRuleSet { get; } = Above("shared/crs/rules") is { } folder ? Path.Combine(folder, "shared/crs") : null;

    /// <summary>A program of the PATH; null when it is not installed.</summary>
    public static string? Tool(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string? Above(string holds)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, holds))) return folder.FullName;
        }

        return null;
    }
}
