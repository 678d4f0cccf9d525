namespace Palisade.EndToEnd.Tests.Processes;

/// <summary>The gRPC client that most of Node.js uses, fetched once and kept with what the build makes.</summary>
internal static class NodeModules
{
    private const string Package = "@grpc/grpc-js";
    private const string Version = "1.14.7";

    private static readonly Lazy<string?> Found = new(Fetch);

    /// <summary>Where its packages are; null when there is no npm, nothing may be installed, or it cannot be fetched.</summary>
    public static string? Folder => Found.Value;

    private static string? Fetch()
    {
        var folder = Path.Combine(Places.Project, "artifacts", "endtoend", $"grpc-js-{Version}");
        var modules = Path.Combine(folder, "node_modules");
        if (Directory.Exists(modules)) return modules;
        if (Places.Tool("npm") is null || Environment.GetEnvironmentVariable("PALISADE_NO_INSTALL") is { Length: > 0 }) return null;

        Directory.CreateDirectory(folder);
        return Install(folder) ? modules : null;
    }

    // Whether to skip is asked before any test runs, by an attribute, which cannot wait.
    private static bool Install(string folder)
    {
        try
        {
            return Task.Run(() => Command.RunAsync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", $"{Package}@{Version}"], folder)).GetAwaiter().GetResult().ExitCode is 0;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
