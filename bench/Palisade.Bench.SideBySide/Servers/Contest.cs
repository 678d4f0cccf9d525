namespace Palisade.Bench.SideBySide.Servers;

/// <summary>The origin and the servers in front of it, all in one temporary folder. Ends with this object.</summary>
internal sealed class Contest : IDisposable
{
    /// <summary>Names of the servers, as the tables call them.</summary>
    public const string Nginx = "nginx", ModSecurity = "nginx + libmodsecurity", Yarp = "YARP", Palisade = "Palisade", BuiltIn = "Palisade, own protection";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Palisade may have to build itself.
    private static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(10);

    private readonly List<Server> _all = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("palisade-bench-");

    private Contest()
    {
    }

    /// <summary>In the order they are measured.</summary>
    public IReadOnlyList<Server> Servers => [.. _all.Skip(1)];

    /// <summary>The folder with the rules of Palisade.</summary>
    public string Rules { get; private set; } = "";

    /// <summary>Starts everything.</summary>
    /// <param name="project">The folder with <c>Palisade.slnx</c>.</param>
    /// <param name="crs">A Core Rule Set checkout; null for no firewall but Palisade, and that without rules.</param>
    /// <param name="alone">Only Palisade.</param>
    /// <exception cref="BenchException">Something did not start.</exception>
    public static async Task<Contest> OpenAsync(string project, string? crs, bool alone, Action<string> say, CancellationToken stop)
    {
        var contest = new Contest();
        try
        {
            await contest.StartAsync(project, crs, alone, say, stop);
            return contest;
        }
        catch
        {
            contest.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = _all.Count - 1; i >= 0; i--) _all[i].Dispose();
        _all.Clear();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(string project, string? crs, bool alone, Action<string> say, CancellationToken stop)
    {
        var (folder, main) = crs is null ? (RuleFolder.MakeEmpty(_folder.FullName), null) : RuleFolder.Make(crs, _folder.FullName);
        Rules = folder;
        say("starting the origin and the servers");
        var origin = Server.FreePort();
        await StartAsync("origin", origin, false, Patience, Built(project, "Origin"), [$"{origin}"], stop);
        if (!alone) await StartOthersAsync(project, origin, main, stop);
        await StartPalisadeAsync(Palisade, project, origin, main is not null, ["--rules", folder, "--paranoia", "1"], stop);
        if (main is not null && !alone) await StartPalisadeAsync(BuiltIn, project, origin, true, [], stop);
    }

    // As somebody would start it who wants a firewall in front of an application; only the administration port is left out.
    private async Task StartPalisadeAsync(string name, string project, int origin, bool refuses, string[] rules, CancellationToken stop)
    {
        var port = Server.FreePort();
        string[] options = ["run", "--origin", $"http://127.0.0.1:{origin}", "--listen", $"127.0.0.1:{port}", .. rules, "--events", In($"events-{port}.jsonl"), "--admin", "off", "--manager-listen", "off"];
        await StartAsync(name, port, refuses, BuildPatience, Path.Combine(project, "palisade"), options, stop);
    }

    private async Task StartOthersAsync(string project, int origin, string? main, CancellationToken stop)
    {
        var port = Server.FreePort();
        await StartAsync(Nginx, port, false, Patience, Packages.Nginx, NginxConfig.Write(In("nginx"), port, origin, rules: null), stop);
        port = Server.FreePort();
        if (main is not null) await StartAsync(ModSecurity, port, true, Patience, Packages.Nginx, NginxConfig.Write(In("modsecurity"), port, origin, main), stop);
        port = Server.FreePort();
        await StartAsync(Yarp, port, false, Patience, Built(project, "Yarp"), [$"{port}", $"http://127.0.0.1:{origin}/"], stop);
    }

    private async Task StartAsync(string name, int port, bool refuses, TimeSpan patience, string program, string[] arguments, CancellationToken stop) =>
        _all.Add(await Server.StartAsync(name, port, refuses, _folder.FullName, patience, program, arguments, stop));

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static string Built(string project, string name) => Path.Combine(project, "artifacts", "bin", $"Palisade.Bench.{name}", "release", $"Palisade.Bench.{name}");
}
